package org.tradepost.orders.checkout.control;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.logging.Logger;
import org.tradepost.orders.checkout.entity.Decision;
import org.tradepost.orders.checkout.entity.Outcome;
import org.tradepost.orders.checkout.entity.SagaInstance;
import org.tradepost.orders.checkout.entity.SagaKind;
import org.tradepost.orders.checkout.entity.SagaRules;
import org.tradepost.orders.checkout.entity.SagaStep.Compensating;
import org.tradepost.orders.checkout.entity.SagaStep.Forward;
import org.tradepost.orders.checkout.entity.SagaStep.GivingBack;
import org.tradepost.orders.ordering.control.OrderQueries;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.Order.Change;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.shared.rest.DebugLog;

/**
 * Drives a leased saga step by step: ask a participant, decide, record, go on. It ends when the order is at rest, when a timer
 * has to be waited for (the sweep takes it up again), or when the lease is lost; then whoever has the lease asks the
 * participants again, which is harmless, since every operation is idempotent under its key.
 */
public class CheckoutSaga {
    private static final Logger LOG = Logger.getLogger(CheckoutSaga.class.getName());

    /** What the driver needs of the database. */
    public record Stores(
            Transactions transactions,
            SagaStore sagas,
            OrderStore orders,
            RefundStore refunds,
            OrderQueries queries,
            OrderFacts facts) {}

    private final Stores stores;
    private final StockReservations stock;
    private final PaymentGateway payments;
    private final SagaRules rules;
    private final SagaMeters meters;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Duration longestCall;

    /**
     * @param nanoTime the monotonic clock that leases run by
     * @param longestCall bound of any call to a participant; the lease must cover it before one is made
     */
    public CheckoutSaga(
            Stores stores,
            StockReservations stock,
            PaymentGateway payments,
            SagaRules rules,
            SagaMeters meters,
            Clock clock,
            LongSupplier nanoTime,
            Duration longestCall) {
        this.stores = stores;
        this.stock = stock;
        this.payments = payments;
        this.rules = rules;
        this.meters = meters;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.longestCall = longestCall;
    }

    /**
     * Drives the saga as far as it goes now.
     *
     * @return the order as the saga left it; empty if it has to wait or the lease is lost
     */
    public Optional<Order> drive(SagaWork start, Lease lease) {
        SagaWork work = start;
        while (true) {
            SagaInstance saga = work.saga();
            long began = nanoTime.getAsLong();
            if (!lease.covers(longestCall) && !kept(renew(saga, lease), saga)) {
                return Optional.empty();
            }
            Outcome outcome = ask(work);
            Duration asked = Duration.ofNanos(nanoTime.getAsLong() - began);
            Duration inStep = saga.sinceStepStarted().plus(asked);
            Decision decision = rules.decide(saga, outcome, inStep);
            DebugLog.fine(LOG, () -> step(saga, outcome, asked, decision));
            switch (decision) {
                case Decision.Advance advance -> {
                    if (advance.recorded() && !kept(record(advance.next(), lease), saga)) {
                        return Optional.empty();
                    }
                    work = work.at(advance.next());
                }
                case Decision.Wait wait -> {
                    LOG.info(() -> saga + " waits " + wait.delay().toMillis() + " ms: " + wait.why());
                    meters.waits.increment();
                    kept(stores.sagas().recordAndYield(wait.next(), wait.delay(), lease), saga);
                    return Optional.empty();
                }
                case Decision.Confirm confirm -> {
                    return ended(work.at(confirm.last()), lease, this::confirmed);
                }
                case Decision.Reject reject -> {
                    return ended(work.at(reject.last()), lease, this::rejected);
                }
                case Decision.GivenBack givenBack -> {
                    return ended(work.at(givenBack.last()), lease, this::givenBack);
                }
                case Decision.NeedAttention attention -> {
                    return needAttention(work, attention.why(), lease);
                }
            }
        }
    }

    /** The key under which a compensation gives money and goods back: the same after any crash. */
    static UUID compensationId(OrderId order) {
        return UUID.nameUUIDFromBytes(("compensation of " + order).getBytes(StandardCharsets.US_ASCII));
    }

    /** Kinds alone: what they hold may be about a person. */
    private static String step(SagaInstance saga, Outcome outcome, Duration asked, Decision decision) {
        return saga + ": " + outcome.getClass().getSimpleName() + " after " + asked.toMillis() + " ms, so "
                + decision.getClass().getSimpleName();
    }

    private Outcome ask(SagaWork work) {
        SagaInstance saga = work.saga();
        OrderId order = saga.orderId();
        return switch (saga.step()) {
            case Forward.RESERVE -> stock.reserve(order, work.stock());
            case Forward.PAY ->
                payments.pay(order, work.order().userId(), work.amount(), saga.paymentMethod(), saga.paymentToken());
            case Forward.QUERY_PAYMENT -> payments.query(order);
            case Forward.VOID_PAYMENT, Compensating.CANCEL_PAYMENT -> payments.voidPayment(order);
            case Forward.CONFIRM -> stock.commit(order);
            case Compensating.RETURN_PAYMENT -> payments.refund(order, compensationId(order), work.amount());
            case Compensating.RELEASE_STOCK -> stock.release(order);
            case Compensating.RETURN_STOCK -> stock.restock(order, compensationId(order), work.stock());
            case GivingBack.REFUND_PAYMENT ->
                work.amount().amount() == 0 ? new Outcome.Done() : payments.refund(order, saga.id(), work.amount());
            case GivingBack.RESTOCK ->
                work.stock().isEmpty() ? new Outcome.Done() : stock.restock(order, saga.id(), work.stock());
        };
    }

    private boolean renew(SagaInstance saga, Lease lease) {
        long now = lease.now();
        boolean renewed = stores.sagas().renew(saga, lease);
        lease.renewedAt(now);
        return renewed;
    }

    private boolean record(SagaInstance next, Lease lease) {
        long now = lease.now();
        boolean recorded = stores.sagas().record(next, lease);
        lease.renewedAt(now);
        return recorded;
    }

    private boolean kept(boolean stillLeased, SagaInstance saga) {
        if (!stillLeased) {
            meters.leasesLost.increment();
            LOG.warning(() -> saga + " is somebody else's now");
        }
        return stillLeased;
    }

    private Optional<Order> ended(SagaWork work, Lease lease, Function<SagaWork, Order> ending) {
        Optional<Order> order = stores.transactions()
                .inNew(() -> kept(stores.sagas().finish(work.saga(), lease), work.saga())
                        ? Optional.of(ending.apply(work))
                        : Optional.empty());
        order.ifPresent(atRest -> meters.entered(atRest.status()));
        return order;
    }

    private Order confirmed(SagaWork work) {
        return append(work.order().confirm(work.saga().paymentId(), now()), work.stock());
    }

    private Order rejected(SagaWork work) {
        return append(work.order().reject(work.saga().reason().name(), now()), work.stock());
    }

    private Order givenBack(SagaWork work) {
        Order order = locked(work.saga().orderId());
        UUID refund = work.saga().id();
        stores.refunds().settle(refund, now());
        long amount = work.amount().amount();
        Change change = work.saga().kind() == SagaKind.CANCELLATION
                ? order.cancelled(refund, amount, now())
                : order.refunded(refund, amount, now());
        return append(change, work.stock());
    }

    private Optional<Order> needAttention(SagaWork work, String why, Lease lease) {
        SagaInstance saga = work.saga();
        LOG.severe(() -> saga + " needs attention: " + why);
        Optional<Order> stuck = stores.transactions().inNew(() -> {
            Order order = locked(saga.orderId());
            if (!kept(stores.sagas().needAttention(saga, order.status(), why, lease), saga)) {
                return Optional.empty();
            }
            return Optional.of(append(order.needsAttention(saga.step().name() + "_UNSETTLED", now()), null));
        });
        stuck.ifPresent(order -> meters.entered(order.status()));
        return stuck;
    }

    private Order locked(OrderId id) {
        stores.orders().lock(id);
        return stores.queries().head(id.value()).orElseThrow();
    }

    private Order append(Change change, List<StockLine> lines) {
        stores.orders().append(change);
        stores.facts().tell(change.order(), change.event(), lines);
        return change.order();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
