package org.tradepost.orders.checkout.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tradepost.orders.checkout.control.NewOrder.RequestKey;
import org.tradepost.orders.checkout.control.ProductCatalog.Product;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;
import org.tradepost.shared.containerkit.ServiceArchive;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.money.Money;

/** The transaction that an order begins with, under JTA: inside Liberty, in the archive that is shipped. */
@ExtendWith(ArquillianExtension.class)
class PlacingContainerIT {

    /** What one order of one line leaves behind. */
    private static final Map<String, Integer> WHOLE_ORDER = Map.of(
            "customer_order", 1,
            "order_line", 1,
            "order_event", 1,
            "saga", 1,
            "idempotency_record", 1,
            "outbox", 1);

    private static final Map<String, String> KEY_COLUMN = Map.of(
            "customer_order", "id",
            "order_line", "order_id",
            "order_event", "order_id",
            "saga", "order_id",
            "idempotency_record", "resource_id",
            "outbox", "aggregate_id");

    @Inject
    Transactions transactions;

    @Inject
    PlaceOrder placeOrder;

    @Inject
    SagaSettings settings;

    @Inject
    Jdbi jdbi;

    @Inject
    Config config;

    @Deployment
    static WebArchive orders() {
        return ServiceArchive.with(PlacingContainerIT.class);
    }

    @Test
    void order_saga_answer_and_event_commit_together() {
        NewOrder order = order();

        assertThat(place(order)).isTrue();

        WHOLE_ORDER.forEach(
                (table, rows) -> assertThat(rows(table, order)).as(table).isEqualTo(rows));
    }

    @Test
    void order_whose_event_cannot_be_stored_leaves_nothing_behind() {
        NewOrder order = order();
        refuseEventsOf(order);

        assertThatThrownBy(() -> place(order)).isInstanceOf(UnableToExecuteStatementException.class);

        WHOLE_ORDER
                .keySet()
                .forEach(table -> assertThat(rows(table, order)).as(table).isZero());
    }

    @Test
    void rehearsed_order_leaves_nothing_behind() {
        NewOrder order = order();

        transactions.rehearse(() -> {
            assertThat(placeOrder.insert(order, settings.newLease())).isTrue();
            assertThat(rows("customer_order", order)).isEqualTo(1);
        });

        WHOLE_ORDER
                .keySet()
                .forEach(table -> assertThat(rows(table, order)).as(table).isZero());
    }

    private boolean place(NewOrder order) {
        return transactions.inNew(() -> placeOrder.insert(order, settings.newLease()));
    }

    /** Makes the outbox, the last thing written, fail for this order alone. Only the schema's owner may do that. */
    private void refuseEventsOf(NewOrder order) {
        String prefix = "tradepost.orders.db.";
        Jdbi owner = Jdbi.create(
                config.getValue(prefix + "url", String.class),
                config.getValue(prefix + "owner.user", String.class),
                config.getValue(prefix + "owner.password", String.class));
        owner.useHandle(handle -> {
            handle.execute(
                    """
                    CREATE FUNCTION refuse_event() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE EXCEPTION 'refused by the test'; END $$""");
            handle.execute("CREATE TRIGGER refuse_event BEFORE INSERT ON outbox FOR EACH ROW WHEN (NEW.aggregate_id = '"
                    + order.order().id() + "') EXECUTE FUNCTION refuse_event()");
        });
    }

    private int rows(String table, NewOrder order) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT count(*) FROM " + table + " WHERE " + KEY_COLUMN.get(table) + "::text = :id")
                .bind("id", order.order().id().toString())
                .mapTo(Integer.class)
                .one());
    }

    private static NewOrder order() {
        UUID user = Ids.newId();
        Money price = new Money(250, "GBP");
        List<PlaceOrderCommand.Item> items = List.of(new PlaceOrderCommand.Item("MUG", 2, null));
        Map<String, Product> products = Map.of("MUG", new Product("MUG", "Mug", price));
        PlaceOrderCommand command = new PlaceOrderCommand(
                user, items, "sandbox", "tok_ok", "United Kingdom", Delivery.NONE, null, null, null);
        RequestKey key = new RequestKey(user.toString(), Ids.newId().toString(), "POST /api/v1/orders", new byte[] {1});
        return PlaceOrder.newOrder(
                command, OrderLines.price(items, products), key, Instant.now().truncatedTo(ChronoUnit.MICROS));
    }
}
