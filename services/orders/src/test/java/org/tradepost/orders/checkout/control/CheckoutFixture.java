package org.tradepost.orders.checkout.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.orders.checkout.control.NewOrder.RequestKey;
import org.tradepost.orders.checkout.control.ProductCatalog.Product;
import org.tradepost.orders.checkout.entity.SagaInstance;
import org.tradepost.orders.checkout.entity.SagaRules;
import org.tradepost.orders.checkout.entity.SagaSchedule;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;
import org.tradepost.orders.ordering.control.OrderQueries;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderEvent;
import org.tradepost.orders.ordering.entity.OrderHistory;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.orders.ordering.testing.OrderRows;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.ClientAddress;
import org.tradepost.shared.audit.Refusals;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.idempotency.IdempotencyRecords;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;

/** Checkout on a real PostgreSQL, with participants in memory and a clock that only the test moves. */
final class CheckoutFixture {
    static final Duration LEASE = Duration.ofSeconds(15);

    final TestDatabase database = TestPostgres.start().database("orders");
    final Jdbi jdbi = database.jdbi();
    final Participants participants = new Participants();
    final OrderStore orders = new OrderStore(jdbi, OrderRows.deliveries(), change -> {});
    final CrashingSaga crashing = new CrashingSaga(jdbi);
    final SagaStore sagas = crashing.store();
    final RefundStore refunds = new RefundStore(jdbi);
    final OrderQueries queries = new OrderQueries(jdbi, OrderRows.deliveries());
    final OrderFacts facts = new OrderFacts(new OutboxWriter(jdbi, "orders"));
    final AuditTrail audit = new AuditTrail(
            "orders", new OutboxWriter(jdbi, "orders"), new Refusals(), new CallerContext(), new ClientAddress());
    final IdempotencyRecords requests = new IdempotencyRecords(jdbi);
    final SagaLoader loader = new SagaLoader(queries, orders, refunds);
    final SagaMeters meters = new SagaMeters();
    final AtomicLong nanos = new AtomicLong();
    SagaSchedule schedule = SagaSchedule.STANDARD;

    final Transactions transactions = crashing.transactions();

    CheckoutSaga saga() {
        return new CheckoutSaga(
                new CheckoutSaga.Stores(transactions, sagas, orders, refunds, queries, facts),
                crashing.around(participants, StockReservations.class),
                crashing.around(participants, PaymentGateway.class),
                new SagaRules(schedule, () -> 1.0),
                meters,
                Clock.systemUTC(),
                nanos::get,
                Duration.ofSeconds(6));
    }

    Lease lease(String owner) {
        return new Lease(owner, LEASE, Duration.ofSeconds(3), nanos::get);
    }

    NewOrder newOrder(UUID user, String key, String reference) {
        List<PlaceOrderCommand.Item> items = List.of(
                new PlaceOrderCommand.Item("MUG", 2, null),
                new PlaceOrderCommand.Item("MUG", 1, new Money(300, "GBP")),
                new PlaceOrderCommand.Item("POST ", 1, null));
        Map<String, Product> products = Map.of(
                "MUG", new Product("MUG", "Mug", new Money(250, "GBP")),
                "POST ", new Product("POST ", "Postage", new Money(200, "GBP")));
        PlaceOrderCommand command =
                new PlaceOrderCommand(user, items, "sandbox", "tok_ok", "EIRE", Delivery.NONE, null, reference, null);
        return PlaceOrder.newOrder(
                command,
                OrderLines.price(items, products),
                new RequestKey(user.toString(), key, "POST /api/v1/orders", new byte[] {1}),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    /** Stores an order of 1000 GBP minor units, leased by {@code owner}. */
    NewOrder stored(String owner) {
        NewOrder order = newOrder(Ids.newId(), Ids.newId().toString(), null);
        if (!store(order, owner)) {
            throw new IllegalStateException("not stored");
        }
        return order;
    }

    boolean store(NewOrder order, String owner) {
        return transactions.inNew(() -> {
            boolean inserted = orders.insert(order, lease(owner));
            if (inserted) {
                facts.tell(order.order(), order.order().placedEvent(), StockLine.of(order.lines()));
            }
            return inserted;
        });
    }

    /** A confirmed order. */
    Order confirmed() {
        NewOrder order = stored("a");
        return saga().drive(PlaceOrder.work(order), lease("a")).orElseThrow();
    }

    /** Lets every lease and timer run out and takes up one saga, until there is nothing to do; as the sweep would. */
    void sweepUntilQuiet(String owner) {
        for (int round = 0; round < 50; round++) {
            letTimePass();
            List<SagaStore.Claim> claims = sagas.claimDue(owner, LEASE, 1);
            if (claims.isEmpty()) {
                return;
            }
            Lease lease = lease(owner);
            SagaInstance instance = sagas.read(claims.get(0), owner).orElseThrow();
            saga().drive(loader.load(instance), lease);
        }
        throw new AssertionError("never quiet");
    }

    /** Timers and leases end now, and the time spent in steps is kept. */
    void letTimePass() {
        database.ownerJdbi()
                .useHandle(
                        h -> h.execute(
                                """
                        UPDATE saga SET lease_until = CASE WHEN owner IS NULL THEN NULL ELSE now() - interval '1 s' END,
                            step_started_at = step_started_at - greatest(next_attempt_at - now(), interval '0'),
                            next_attempt_at = least(next_attempt_at, now())
                        WHERE status = 'ACTIVE'"""));
    }

    /** All that is recorded is so much older by now, and nobody was there meanwhile. */
    void outage(Duration duration) {
        database.ownerJdbi().useHandle(h -> h.createUpdate(
                        """
                        UPDATE saga SET lease_until = lease_until - make_interval(secs => :gone),
                            step_started_at = step_started_at - make_interval(secs => :gone),
                            next_attempt_at = next_attempt_at - make_interval(secs => :gone)""")
                .bind("gone", duration.toSeconds())
                .execute());
    }

    Order order(OrderId id) {
        return queries.head(id.value()).orElseThrow();
    }

    OrderHistory.State rebuilt(OrderId id) {
        List<OrderEvent> events = queries.history(id.value(), 0, 100);
        return OrderHistory.rebuild(events);
    }

    String sagaStatus(UUID id) {
        return jdbi.withHandle(h -> h.createQuery("SELECT status FROM saga WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .one());
    }

    long count(String table) {
        return jdbi.withHandle(h ->
                h.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
    }

    Optional<SagaInstance> claim(String owner) {
        return sagas.claimDue(owner, LEASE, 1).stream().findFirst().flatMap(claim -> sagas.read(claim, owner));
    }
}
