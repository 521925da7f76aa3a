package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.orders.checkout.entity.SagaRules;
import org.tradepost.orders.checkout.entity.SagaSchedule;
import org.tradepost.orders.ordering.control.OrderQueries;
import org.tradepost.shared.database.Ids;

/**
 * How sagas are run, from configuration; durations are ISO 8601 ({@code PT15S}). The standard values are those of the design. Not
 * proxied: its neighbours read the fields.
 */
@Dependent
public class SagaSettings {
    private static final String OWNER = ManagementFactory.getRuntimeMXBean().getName() + "/" + Ids.newId();

    @Inject
    @ConfigProperty(name = "tradepost.orders.saga.concurrency", defaultValue = "40")
    int concurrency;

    @Inject
    @ConfigProperty(name = "tradepost.orders.saga.recovery-concurrency", defaultValue = "8")
    int recoveryConcurrency;

    @Inject
    @ConfigProperty(name = "tradepost.orders.saga.lease", defaultValue = "PT15S")
    Duration lease;

    @Inject
    @ConfigProperty(name = "tradepost.orders.saga.lease-margin", defaultValue = "PT3S")
    Duration leaseMargin;

    @Inject
    @ConfigProperty(name = "tradepost.orders.saga.longest-call", defaultValue = "PT6S")
    Duration longestCall;

    @Inject
    @ConfigProperty(name = "tradepost.orders.saga.sweep-every", defaultValue = "PT0.5S")
    Duration sweepEvery;

    @Inject
    @ConfigProperty(name = "tradepost.orders.saga.postpone-broken", defaultValue = "PT30S")
    Duration postponeBroken;

    @Inject
    @ConfigProperty(name = "tradepost.orders.saga.first-query", defaultValue = "PT1S")
    Duration firstQuery;

    @Inject
    @ConfigProperty(name = "tradepost.orders.saga.void-after", defaultValue = "PT30S")
    Duration voidAfter;

    @Inject
    @ConfigProperty(name = "tradepost.orders.saga.compensate-after", defaultValue = "PT15M")
    Duration compensateAfter;

    @Inject
    @ConfigProperty(name = "tradepost.orders.saga.attention-after", defaultValue = "PT15M")
    Duration attentionAfter;

    @Inject
    @ConfigProperty(name = "tradepost.orders.saga.first-retry", defaultValue = "PT0.5S")
    Duration firstRetry;

    @Inject
    @ConfigProperty(name = "tradepost.orders.saga.longest-retry", defaultValue = "PT30S")
    Duration longestRetry;

    /** A new lease of this process, beginning now. */
    public Lease newLease() {
        return new Lease(OWNER, lease, leaseMargin, System::nanoTime);
    }

    /** Identifies this process among the replicas, and among its own earlier lives. */
    public String owner() {
        return OWNER;
    }

    @Produces
    @Singleton
    SagaMeters meters() {
        return new SagaMeters();
    }

    @Produces
    @Singleton
    CheckoutSaga saga(
            Transactions transactions,
            SagaStore sagas,
            OrderStore orders,
            RefundStore refunds,
            OrderQueries queries,
            OrderFacts facts,
            StockReservations stock,
            PaymentGateway payments,
            SagaMeters meters) {
        SagaSchedule schedule =
                new SagaSchedule(firstQuery, voidAfter, compensateAfter, attentionAfter, firstRetry, longestRetry);
        SagaRules rules =
                new SagaRules(schedule, () -> ThreadLocalRandom.current().nextDouble());
        CheckoutSaga.Stores stores = new CheckoutSaga.Stores(transactions, sagas, orders, refunds, queries, facts);
        return new CheckoutSaga(
                stores, stock, payments, rules, meters, Clock.systemUTC(), System::nanoTime, longestCall);
    }
}
