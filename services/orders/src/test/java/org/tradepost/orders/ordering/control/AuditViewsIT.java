package org.tradepost.orders.ordering.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderLine;
import org.tradepost.orders.ordering.testing.OrderRows;
import org.tradepost.shared.idempotency.IdempotencyRecords;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;

/** What the audit role may see: ids and amounts of everything, and nothing about persons. */
class AuditViewsIT {

    private static TestDatabase database;
    private static Jdbi audit;

    @BeforeAll
    static void open() {
        database = TestPostgres.start().database("orders");
        audit = database.auditJdbi();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audit_order",
                "audit_order_line",
                "audit_order_event",
                "audit_refund",
                "audit_refund_line",
                "audit_saga",
                "audit_acknowledged_order",
                "audit_idempotency",
                "audit_outbox"
            })
    void theAuditRoleReadsTheView(String view) {
        long rows = audit.withHandle(h ->
                h.createQuery("select count(*) from " + view).mapTo(Long.class).one());

        assertThat(rows).isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer_order", "order_address", "saga", "idempotency_record"})
    void theAuditRoleReadsNoTable(String table) {
        assertThatThrownBy(() -> audit.useHandle(h -> h.execute("select * from " + table)))
                .hasMessageContaining("permission denied");
    }

    @Test
    void noViewShowsPersonalDataOrPaymentTokens() {
        List<String> columns = database.ownerJdbi().withHandle(h -> h.createQuery(
                        "select column_name from information_schema.columns where table_name like 'audit\\_%'")
                .mapTo(String.class)
                .list());

        assertThat(columns)
                .isNotEmpty()
                .doesNotContain(
                        "name",
                        "line1",
                        "line2",
                        "city",
                        "postal_code",
                        "customer_ref",
                        "payment_token",
                        "caller",
                        "key");
    }

    @Test
    void onlyWhatWasAskedOfOrdersIsAcknowledgedAsOne() {
        UUID order = UUID.randomUUID();
        IdempotencyRecords records = new IdempotencyRecords(database.jdbi());
        records.storeResource("a caller", "1", "POST /api/v1/orders", new byte[32], order);
        records.storeResource("a caller", "2", "POST /api/v1/webhooks", new byte[32], UUID.randomUUID());

        List<UUID> acknowledged = audit.withHandle(h -> h.createQuery("select order_id from audit_acknowledged_order")
                .mapTo(UUID.class)
                .list());
        assertThat(acknowledged).containsExactly(order);
    }

    @Test
    void historyCannotBeRewrittenByTheService() {
        OrderRows rows = new OrderRows(database.jdbi());
        Order order = rows.place(UUID.randomUUID(), null, null);

        assertThatThrownBy(() -> database.jdbi()
                        .useHandle(h -> h.execute(
                                "update order_event set status = 'CONFIRMED' where order_id = ?",
                                order.id().value())))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> database.jdbi()
                        .useHandle(h -> h.execute(
                                "delete from order_event where order_id = ?",
                                order.id().value())))
                .hasMessageContaining("permission denied");
    }

    @Test
    void restockedQuantitiesCountOnceARefundHasSettled() {
        OrderRows rows = new OrderRows(database.jdbi());
        OrderLine line = OrderLine.of(1, "MUG-001", "Mug", 3, 100);
        Order order = OrderRows.pending(UUID.randomUUID(), "GBP", "EIRE", null, null, List.of(line), Instant.now());
        rows.insert(order, List.of(line));
        rows.address(order.id(), new Delivery("Ada Example", null, null, null, null));
        UUID refund = UUID.randomUUID();
        database.jdbi().useHandle(h -> {
            h.execute(
                    """
                    insert into refund (id, order_id, kind, status, currency, amount_minor, restock, requested_by, requested_at)
                    values (?, ?, 'REFUND', 'PENDING', 'GBP', 200, true, ?, now())""",
                    refund,
                    order.id().value(),
                    order.userId());
            h.execute("insert into refund_line values (?, 1, 2, 200)", refund);
        });

        assertThat(restocked(refund)).isZero();
        database.jdbi().useHandle(h -> h.execute("update refund set status = 'SETTLED' where id = ?", refund));
        assertThat(restocked(refund)).isEqualTo(2);
    }

    private static long restocked(UUID refund) {
        return audit.withHandle(
                h -> h.createQuery("select restocked_quantity from audit_refund_line where refund_id = :id")
                        .bind("id", refund)
                        .mapTo(Long.class)
                        .one());
    }
}
