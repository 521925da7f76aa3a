package org.tradepost.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.verify.Audit.Service;
import org.tradepost.client.http.Json;
import org.tradepost.shared.database.Ids;

/** Each invariant can fail: every test breaks one thing, as no service could, and sees the row named. */
class VerificationIT {
    private AuditedPlatform platform;
    private UUID order;

    @BeforeEach
    void fill() {
        platform = new AuditedPlatform();
        platform.audited();
        platform.confirmedOrder();
        order = platform.confirmedOrder();
    }

    private void assertBroken(String invariant, Object named) {
        VerifyReport report = platform.verify();
        assertThat(report.ok()).isFalse();
        assertThat(report.invariants())
                .filteredOn(result -> result.name().equals(invariant))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.ok()).isFalse();
                    assertThat(result.breaches())
                            .anySatisfy(line -> assertThat(line).contains(named.toString()));
                });
    }

    @Test
    void soundPlatformIsGreenAndEverythingWasLookedAt() {
        VerifyReport report = platform.verify();

        assertThat(report.invariants()).allSatisfy(result -> {
            assertThat(result.breaches()).as(result.name()).isEmpty();
            assertThat(result.ok()).as(result.name()).isTrue();
            assertThat(result.checked()).as(result.name()).isPositive();
        });
        assertThat(report.ok()).isTrue();
    }

    @Test
    void jsonHasExactlyTheDocumentedMembers() {
        var json = Json.tree(Json.bytes(platform.verify()));

        assertThat(json.fieldNames()).toIterable().containsExactly("ok", "invariants");
        assertThat(json.path("invariants").path(0).fieldNames())
                .toIterable()
                .containsExactly("name", "ok", "checked", "breaches");
    }

    @Test
    void acknowledgedOrderThatIsLost() {
        UUID lost = Ids.newId();
        platform.owner(
                Service.ORDERS,
                """
                INSERT INTO idempotency_record (caller, key, operation, request_hash, resource_id)
                VALUES ('u', 'k', 'POST /api/v1/orders', '\\x00', '%s')"""
                        .formatted(lost));

        assertBroken("acknowledged-orders", lost);
    }

    @Test
    void changeOfAnOrderThatNobodyWasToldOf() {
        platform.owner(
                Service.ORDERS,
                "UPDATE order_event SET occurred_at = now() WHERE order_id = '%1$s' AND version = 2; DELETE FROM outbox WHERE aggregate_id = '%1$s'"
                        .formatted(order));

        assertBroken("order-events-are-told", order);
    }

    @Test
    void changeThatWasToldButNeverHappened() {
        platform.owner(Service.ORDERS, "UPDATE outbox SET sequence = 7 WHERE aggregate_id = '%s'".formatted(order));

        assertBroken("order-events-are-told", order);
    }

    @Test
    void eventThatTookNoEffect() {
        platform.owner(Service.USERS, "DELETE FROM inbox WHERE aggregate_id = '%s'".formatted(order));

        assertBroken("events-take-effect", order);
    }

    @Test
    void parkedEventIsNoBreachOfTakingEffect() {
        platform.owner(
                Service.USERS,
                """
                INSERT INTO parked_event (topic, partition, position, payload, reason)
                SELECT topic, 0, 0, '{"id":"' || event_id || '"}', 'poison' FROM inbox WHERE aggregate_id = '%1$s';
                DELETE FROM inbox WHERE aggregate_id = '%1$s'"""
                        .formatted(order));

        assertThat(platform.verify().ok()).isTrue();
    }

    @Test
    void pendingOrderNobodyWorksOn() {
        platform.owner(Service.ORDERS, "UPDATE customer_order SET status = 'PENDING' WHERE id = '%s'".formatted(order));

        assertBroken("acknowledged-orders", order);
    }

    @Test
    void pendingOrderWhoseWorkIsOverdue() {
        saga("now() - interval '5 minutes'");

        assertBroken("acknowledged-orders", order);
    }

    @Test
    void orderThatIsBeingWorkedOnIsNoBreachOfAcknowledgement() {
        saga("now() + interval '1 second'");

        assertThat(platform.verify().invariants())
                .filteredOn(result -> result.name().equals("acknowledged-orders"))
                .singleElement()
                .satisfies(result -> assertThat(result.ok()).isTrue());
    }

    private void saga(String due) {
        platform.owner(
                Service.ORDERS,
                """
                UPDATE customer_order SET status = 'CANCELLING' WHERE id = '%1$s';
                INSERT INTO saga (id, kind, order_id, status, direction, step, step_started_at, next_attempt_at, created_at, updated_at)
                VALUES ('%2$s', 'CANCELLATION', '%1$s', 'ACTIVE', 'FORWARD', 'REFUND_PAYMENT', now(), %3$s, now(), now())"""
                        .formatted(order, Ids.newId(), due));
    }

    @Test
    void confirmedOrderThatWasNotPaid() {
        platform.owner(
                Service.PAYMENTS,
                "UPDATE payment SET status = 'VOIDED', captured_minor = 0 WHERE order_id = '%s'".formatted(order));

        assertBroken("captured-equals-confirmed-less-refunds", order);
    }

    @Test
    void refundThatOrdersDoesNotKnowOf() {
        platform.owner(
                Service.PAYMENTS,
                """
                UPDATE payment SET status = 'PARTIALLY_REFUNDED', refund_promised_minor = 500, refunded_minor = 500
                WHERE order_id = '%s'"""
                        .formatted(order));

        assertBroken("captured-equals-confirmed-less-refunds", order);
    }

    @Test
    void secondChargeAtTheProvider() {
        platform.charge(order, "charge-again-" + order, 2 * AuditedPlatform.PRICE);

        assertBroken("provider-agrees-with-payments", order);
        assertBroken("one-capture-per-order", "charge-again-" + order);
    }

    @Test
    void chargeForAnOrderNobodyKnows() {
        UUID unknown = Ids.newId();
        platform.charge(unknown, "charge-" + unknown, 100);

        assertBroken("provider-agrees-with-payments", unknown);
    }

    @Test
    void chargeThatVanishedAtTheProvider() {
        platform.bank("DELETE FROM bank.charge WHERE order_ref = '%s'".formatted(order));

        assertBroken("provider-agrees-with-payments", order);
    }

    @Test
    void ledgerThatDoesNotBalance() {
        platform.bank(
                """
                SET LOCAL session_replication_role = replica;
                UPDATE ledger_entry SET amount_minor = amount_minor + 1
                WHERE account = 'customer_sales' AND payment_id = (SELECT id FROM payment WHERE order_id = '%s')"""
                        .formatted(order));

        assertBroken("ledger-balances", "off by 1 GBP");
    }

    @Test
    void stockThatAppearedFromNowhere() {
        platform.owner(Service.CATALOG, "UPDATE stock SET on_hand = on_hand + 1 WHERE sku = 'MUG'");

        assertBroken("stock-adds-up", "MUG");
    }

    @Test
    void reservedStockThatNoReservationHolds() {
        platform.owner(Service.CATALOG, "UPDATE stock SET reserved = 1 WHERE sku = 'MUG'");

        assertBroken("stock-adds-up", "MUG");
    }

    @Test
    void moreReservedThanThereIs() {
        platform.owner(
                Service.CATALOG,
                """
                ALTER TABLE stock DROP CONSTRAINT stock_never_oversold;
                UPDATE stock SET reserved = on_hand + 1 WHERE sku = 'MUG'""");

        assertBroken("stock-within-bounds", "MUG");
    }

    @Test
    void reservationOfAnOrderThatDoesNotExist() {
        UUID unknown = Ids.newId();
        platform.owner(
                Service.CATALOG,
                "INSERT INTO reservation (order_id, status, payload_hash) VALUES ('%s', 'RESERVED', '\\x00')"
                        .formatted(unknown));

        assertBroken("reservations-have-live-orders", unknown);
    }

    @Test
    void confirmedOrderWhoseReservationWasReleased() {
        platform.owner(
                Service.CATALOG, "UPDATE reservation SET status = 'RELEASED' WHERE order_id = '%s'".formatted(order));

        assertBroken("reservations-have-live-orders", order);
    }

    @Test
    void confirmedOrderWithoutAReservation() {
        platform.owner(
                Service.CATALOG,
                """
                DELETE FROM reservation_line WHERE order_id = '%1$s';
                DELETE FROM reservation WHERE order_id = '%1$s'"""
                        .formatted(order));

        assertBroken("reservations-have-live-orders", order);
    }

    @Test
    void orderChangedWithoutAnEvent() {
        platform.owner(Service.ORDERS, "UPDATE customer_order SET total_minor = 1 WHERE id = '%s'".formatted(order));

        assertBroken("order-state-equals-history", order);
    }

    @Test
    void historyWithAGap() {
        platform.owner(
                Service.ORDERS, "DELETE FROM order_event WHERE version = 1 AND order_id = '%s'".formatted(order));

        assertBroken("order-state-equals-history", order);
    }

    @Test
    void historyThatTakesAWayThereIsNot() {
        platform.owner(
                Service.ORDERS,
                """
                INSERT INTO order_event (order_id, version, type, status, currency, total_minor, payment_id, occurred_at)
                SELECT order_id, 3, 'ORDER_REJECTED', 'REJECTED', currency, total_minor, payment_id, now()
                FROM order_event WHERE order_id = '%1$s' AND version = 2;
                UPDATE customer_order SET status = 'REJECTED', version = 3 WHERE id = '%1$s'"""
                        .formatted(order));

        assertBroken("order-state-equals-history", "from CONFIRMED to REJECTED");
    }

    @Test
    void eventThatIsNotOnItsTopic() {
        String dropped = platform.orderEvent();
        platform.onTopics.remove(dropped);

        assertBroken("outbox-is-on-topics", dropped);
        assertBroken("effects-have-events", dropped);
    }

    @Test
    void eventThatReadsDifferentlyOnItsTopic() {
        String changed = platform.orderEvent();
        platform.onTopics.computeIfPresent(
                changed,
                (id, event) -> new Topics.Event(
                        event.topic(), event.key(), event.type(), event.sequence(), AuditedPlatform.digest("other")));

        assertBroken("outbox-is-on-topics", changed);
    }

    @Test
    void effectOfAnEventThatNeverWas() {
        UUID invented = Ids.newId();
        platform.owner(
                Service.USERS,
                """
                INSERT INTO user_activity (event_id, user_id, event_type, order_id, order_sequence, occurred_at)
                SELECT '%s', user_id, event_type, order_id, 3, now() FROM user_activity LIMIT 1"""
                        .formatted(invented));

        assertBroken("effects-have-events", invented);
    }

    @Test
    void suspectThatIsSoundWhenLookedAtAgainIsNoBreach() {
        platform.owner(Service.CATALOG, "UPDATE stock SET on_hand = on_hand + 1 WHERE sku = 'MUG'");
        AtomicInteger looks = new AtomicInteger();
        Verification verification = new Verification(
                () -> {
                    if (looks.getAndIncrement() == 1) {
                        platform.owner(Service.CATALOG, "UPDATE stock SET on_hand = on_hand - 1 WHERE sku = 'MUG'");
                    }
                    return platform.audit();
                },
                List.of(Duration.ZERO, Duration.ZERO));

        assertThat(verification.run().ok()).isTrue();
        assertThat(looks).hasValue(2);
    }
}
