package org.tradepost.orders.ordering.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.testing.OrderRows;
import org.tradepost.shared.encryption.DataKeyRegister;
import org.tradepost.shared.encryption.DataKeyUse;
import org.tradepost.shared.encryption.EncryptedRows;
import org.tradepost.shared.encryption.FieldEncryption;
import org.tradepost.shared.encryption.FieldEncryption.Sealed;
import org.tradepost.shared.encryption.KeyRotation;
import org.tradepost.shared.testkit.TestPostgres;

/** Addresses at rest: encrypted, bound to their order, and moved to a new key while the service runs. */
class AddressEncryptionIT {

    private static final Delivery HOME = new Delivery("Ada King", "12 Ockham Park", null, "Leeds", "LS1 4AP");
    private static final String OLD = "k1:" + OrderRows.key(1);
    private static final String NEW = "k2:" + OrderRows.key(2);

    private Jdbi jdbi;
    private OrderRows rows;

    @BeforeEach
    void open() {
        jdbi = TestPostgres.start().database("orders").jdbi();
        rows = new OrderRows(jdbi);
    }

    @Test
    void theDatabaseHoldsNothingReadable() {
        Order order = place();
        seal(order, OLD);
        assertThat(stored()).doesNotContain("Ada", "Ockham", "Leeds", "LS1");
        assertThat(delivery(order, OLD)).isEqualTo(HOME);
    }

    @Test
    void anAddressMovedToAnotherOrderDoesNotOpenThere() {
        Order order = place();
        Order other = place();
        seal(order, OLD);
        jdbi.useHandle(h -> h.execute(
                "INSERT INTO order_address (order_id, sealed, key_id) SELECT ?, sealed, key_id FROM order_address",
                other.id().value()));
        assertThatIllegalStateException()
                .isThrownBy(() -> delivery(other, OLD))
                .withMessageContaining("belongs elsewhere");
    }

    @Test
    void whatAnOlderVersionStoredIsReadAndEncryptedInTheBackground() {
        Order order = place();
        rows.address(order.id(), HOME);
        assertThat(delivery(order, OLD)).isEqualTo(HOME);
        assertThat(use(OLD).readable()).isEqualTo(1);

        rotate(OLD);

        assertThat(stored()).doesNotContain("Ada", "Ockham", "Leeds", "LS1");
        assertThat(delivery(order, OLD)).isEqualTo(HOME);
        assertThat(use(OLD).readable()).isZero();
    }

    @Test
    void aKeyIsReplacedAsTheProcedureSays() {
        start(OLD);
        List<Order> orders = List.of(place(), place(), place());
        orders.forEach(order -> seal(order, OLD));

        // 1. The new key goes first and the service starts anew: everything still opens.
        String both = NEW + "," + OLD;
        start(both);
        orders.forEach(order -> assertThat(delivery(order, both)).isEqualTo(HOME));
        assertThat(use(both).keys())
                .containsExactly(
                        new DataKeyUse.KeyUse("k2", true, 0, false), new DataKeyUse.KeyUse("k1", false, 3, false));
        // 2. Not yet: the old key is needed, and the start says so.
        assertThatIllegalStateException()
                .isThrownBy(() -> start(NEW))
                .withMessageContaining("TRADEPOST_DATA_KEYS lacks the key k1")
                .withMessageContaining("3 of order_address");

        // 3. The background has encrypted every row anew.
        rotate(both);
        assertThat(use(both).keys())
                .containsExactly(
                        new DataKeyUse.KeyUse("k2", true, 3, false), new DataKeyUse.KeyUse("k1", false, 0, true));

        // 4. The old key goes.
        assertThatCode(() -> start(NEW)).doesNotThrowAnyException();
        orders.forEach(order -> assertThat(delivery(order, NEW)).isEqualTo(HOME));
        // Its id is free for another key from then on.
        assertThatCode(() -> start(NEW + ",k1:" + OrderRows.key(3))).doesNotThrowAnyException();
    }

    @Test
    void anotherKeyUnderAKnownIdStopsTheStart() {
        start(OLD);
        assertThatIllegalStateException()
                .isThrownBy(() -> start("k1:" + OrderRows.key(9)))
                .withMessageContaining("TRADEPOST_DATA_KEYS")
                .withMessageContaining("k1")
                .withMessageNotContaining(OrderRows.key(9));
    }

    @Test
    void batchesAreBoundedAndGoOnWhereTheLastOneEnded() {
        List<Order> orders = List.of(place(), place(), place(), place(), place());
        orders.forEach(order -> seal(order, OLD));
        EncryptedRows table = new StoredDeliveries(OrderRows.encryption(NEW + "," + OLD)).rowsOf(jdbi);

        UUID first = table.encryptAnew(new UUID(0, 0), 2).orElseThrow();
        assertThat(first).isEqualTo(orders.get(1).id().value());
        assertThat(table.countByKey()).isEqualTo(Map.of("k1", 3L, "k2", 2L));
        UUID second = table.encryptAnew(first, 2).orElseThrow();
        UUID third = table.encryptAnew(second, 2).orElseThrow();
        assertThat(table.encryptAnew(third, 2)).isEmpty();
        assertThat(table.countByKey()).isEqualTo(Map.of("k2", 5L));
    }

    @Test
    void aValueThatDoesNotOpenKeepsNoOtherFromTheNewKey() {
        Order broken = place();
        Order whole = place();
        seal(broken, OLD);
        seal(whole, OLD);
        jdbi.useHandle(h -> h.execute(
                "UPDATE order_address SET sealed = 'damaged' WHERE order_id = ?",
                broken.id().value()));
        rotate(NEW + "," + OLD);
        assertThat(use(NEW + "," + OLD).keys())
                .extracting(DataKeyUse.KeyUse::values)
                .containsExactly(1L, 1L);
        assertThat(delivery(whole, NEW)).isEqualTo(HOME);
    }

    private Order place() {
        return rows.place(UUID.randomUUID(), null, null);
    }

    private void seal(Order order, String keys) {
        Sealed sealed =
                new StoredDeliveries(OrderRows.encryption(keys)).seal(order.id().value(), HOME);
        jdbi.useHandle(h -> h.execute(
                "INSERT INTO order_address (order_id, sealed, key_id) VALUES (?, ?, ?)",
                order.id().value(),
                sealed.text(),
                sealed.keyId()));
    }

    private Delivery delivery(Order order, String keys) {
        return new OrderQueries(jdbi, new StoredDeliveries(OrderRows.encryption(keys)))
                .find(order.id().value())
                .orElseThrow()
                .delivery();
    }

    private void start(String keys) {
        FieldEncryption encryption = OrderRows.encryption(keys);
        new DataKeyRegister(jdbi, encryption, tables(encryption)).check();
    }

    private void rotate(String keys) {
        new KeyRotation(tables(OrderRows.encryption(keys))).pass();
    }

    private DataKeyUse.Report use(String keys) {
        FieldEncryption encryption = OrderRows.encryption(keys);
        return new DataKeyUse(encryption, tables(encryption)).report();
    }

    private List<EncryptedRows> tables(FieldEncryption encryption) {
        return List.of(new StoredDeliveries(encryption).rowsOf(jdbi));
    }

    private String stored() {
        return jdbi.withHandle(h ->
                        h.createQuery("SELECT * FROM order_address").mapToMap().list())
                .toString();
    }
}
