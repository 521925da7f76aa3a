package org.tradepost.orders.personaldata.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.checkout.control.Transactions;
import org.tradepost.orders.ordering.control.OrderDetails;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;
import org.tradepost.orders.ordering.control.OrderQueries;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.testing.OrderRows;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.encryption.FieldEncryption.Sealed;
import org.tradepost.shared.outbox.CloudEvent;
import org.tradepost.shared.outbox.Inbox;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.outbox.ParkedEvents;
import org.tradepost.shared.outbox.Received;
import org.tradepost.shared.testkit.TestPostgres;

/** What an erased person's orders lose, what they keep, and when. */
class ErasureIT {

    private static final Delivery HOME = new Delivery("Ada King", "12 Ockham Park", null, "Leeds", "LS1 4AP");

    private final UUID ada = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private final RecordErasure handler = new RecordErasure();
    private Jdbi jdbi;
    private OrderRows rows;
    private OrderQueries queries;

    @BeforeEach
    void open() {
        jdbi = TestPostgres.start().database("orders").jdbi();
        rows = new OrderRows(jdbi);
        queries = new OrderQueries(jdbi, OrderRows.deliveries());
        handler.persons = persons(Duration.ZERO);
    }

    @Test
    void aFinishedOrderLosesWhatNamesAPersonAndKeepsItsFigures() {
        Order order = confirmed(place(ada));
        refund(order, "Mrs King changed her mind");
        rememberRequest(ada);
        rememberRequest(bob);
        OrderDetails before = details(order);

        erase(ada);

        OrderDetails after = details(order);
        assertThat(after.delivery()).isEqualTo(Delivery.NONE);
        assertThat(after.order().customerRef()).isNull();
        assertThat(after.order().country()).isEqualTo("United Kingdom");
        assertThat(after.order().totalMinor()).isEqualTo(before.order().totalMinor());
        assertThat(after.order().version()).isEqualTo(before.order().version());
        assertThat(after.lines()).isEqualTo(before.lines());
        assertThat(queries.history(order.id().value(), 0, 10)).hasSize(1);
        assertThat(text("SELECT coalesce(string_agg(reason, ''), '') FROM refund"))
                .isEmpty();
        assertThat(text("SELECT string_agg(caller, ',') FROM idempotency_record"))
                .isEqualTo(bob.toString());
    }

    @Test
    void everybodyElsesOrdersStay() {
        Order other = confirmed(place(bob));
        erase(ada);
        assertThat(details(other).delivery()).isEqualTo(HOME);
        assertThat(details(other).order().customerRef()).isEqualTo("customer 7");
    }

    @Test
    void anUnfinishedOrderKeepsItsAddressUntilItIsAtRest() {
        Order order = place(ada);
        erase(ada);
        assertThat(details(order).delivery()).isEqualTo(HOME);

        confirmed(order);
        sweepAgain();
        assertThat(details(order).delivery()).isEqualTo(Delivery.NONE);
    }

    @Test
    void anOrderThatCameAfterTheErasureIsErasedToo() {
        erase(ada);
        Order late = confirmed(place(ada));
        sweepAgain();
        assertThat(details(late).delivery()).isEqualTo(Delivery.NONE);
    }

    @Test
    void theRepeatedEventChangesNothingAndAnOldOneTakesEffectLate() {
        CloudEvent event = deleted(ada);
        Inbox inbox = new Inbox(jdbi, new ParkedEvents(jdbi, new OutboxWriter(jdbi, "orders"), "orders"));
        Received received = new Received("tradepost.users", 0, 1, ada.toString(), "", null, event, null);
        jdbi.useTransaction(h -> inbox.consume(List.of(received, received), handler));
        jdbi.useTransaction(h -> inbox.consume(List.of(received), handler));
        assertThat(text("SELECT count(*)::text FROM erased_person")).isEqualTo("1");

        Order order = confirmed(place(ada));
        sweep();
        assertThat(details(order).delivery()).isEqualTo(Delivery.NONE);
    }

    @Test
    void aPersonIsDoneOnlyWhenNoTokenCanPlaceAnotherOrder() {
        erase(ada);
        assertThat(unfinished()).isEqualTo("1");
        jdbi.useHandle(h -> h.execute("UPDATE erased_person SET erased_at = now() - interval '2 hours'"));
        Order unfinished = place(ada);
        sweepAgain();
        assertThat(unfinished()).as("an order is unfinished").isEqualTo("1");
        confirmed(unfinished);
        sweepAgain();
        sweepAgain();
        assertThat(unfinished()).isEqualTo("0");
    }

    @Test
    void aDeliveryThatMayStillBeOnItsWayIsKeptAsLongAsIsSet() {
        handler.persons = persons(Duration.ofDays(14));
        Order order = confirmed(place(ada));
        erase(ada);
        assertThat(details(order).delivery()).isEqualTo(HOME);

        jdbi.useHandle(h -> h.execute("UPDATE customer_order SET confirmed_at = now() - interval '15 days'"));
        sweepAgain();
        assertThat(details(order).delivery()).isEqualTo(Delivery.NONE);
    }

    @Test
    void anEventWithoutAUserCanNeverBeHandled() {
        JsonNode nothing = JsonNodeFactory.instance.objectNode();
        assertThatIllegalArgumentException().isThrownBy(() -> handler.handle(event(ada, nothing)));
        assertThatIllegalArgumentException().isThrownBy(() -> handler.handle(event(ada, null)));
        assertThat(handler.topics()).containsExactly("tradepost.users");
        assertThat(handler.types()).containsExactly("tradepost.users.user-deleted.v1");
    }

    private void erase(UUID person) {
        handler.handle(deleted(person));
        sweep();
    }

    private void sweepAgain() {
        jdbi.useHandle(h -> h.execute("UPDATE erased_person SET next_look_at = now() WHERE completed_at IS NULL"));
        sweep();
    }

    private void sweep() {
        while (handler.persons.eraseNext()) {
            assertThat(jdbi).isNotNull();
        }
    }

    private String unfinished() {
        return text("SELECT count(*)::text FROM erased_person WHERE completed_at IS NULL");
    }

    private Order place(UUID user) {
        Order order = rows.place(user, null, null);
        Sealed sealed = OrderRows.deliveries().seal(order.id().value(), HOME);
        jdbi.useHandle(h -> {
            h.execute(
                    "INSERT INTO order_address (order_id, sealed, key_id) VALUES (?, ?, ?)",
                    order.id().value(),
                    sealed.text(),
                    sealed.keyId());
            h.execute(
                    "UPDATE customer_order SET customer_ref = 'customer 7' WHERE id = ?",
                    order.id().value());
        });
        return order;
    }

    private Order confirmed(Order order) {
        jdbi.useHandle(h -> h.execute(
                "UPDATE customer_order SET status = 'CONFIRMED', confirmed_at = now() WHERE id = ?",
                order.id().value()));
        return order;
    }

    private void refund(Order order, String reason) {
        jdbi.useHandle(h -> h.execute(
                """
                INSERT INTO refund (id, order_id, kind, status, currency, amount_minor, restock, reason, requested_by, requested_at)
                VALUES (?, ?, 'REFUND', 'SETTLED', 'GBP', 1, false, ?, ?, now())""",
                Ids.newId(),
                order.id().value(),
                reason,
                order.userId()));
    }

    private void rememberRequest(UUID caller) {
        jdbi.useHandle(h -> h.execute(
                "INSERT INTO idempotency_record (caller, key, operation, request_hash) VALUES (?, 'k', 'x', '\\x00')",
                caller.toString()));
    }

    private OrderDetails details(Order order) {
        return queries.find(order.id().value()).orElseThrow();
    }

    private String text(String query) {
        return jdbi.withHandle(h -> h.createQuery(query).mapTo(String.class).one());
    }

    private ErasedPersons persons(Duration grace) {
        return new ErasedPersons(
                jdbi,
                new Transactions() {
                    @Override
                    public <T> T inNew(Supplier<T> work) {
                        return jdbi.inTransaction(handle -> work.get());
                    }

                    @Override
                    public void rehearse(Runnable work) {
                        work.run();
                    }
                },
                grace);
    }

    private static CloudEvent deleted(UUID person) {
        return event(person, JsonNodeFactory.instance.objectNode().put("userId", person.toString()));
    }

    private static CloudEvent event(UUID person, JsonNode data) {
        return new CloudEvent(
                "1.0",
                Ids.newId(),
                "/tradepost/users",
                RecordErasure.TYPE,
                person.toString(),
                Instant.now(),
                "application/json",
                3,
                null,
                data);
    }
}
