package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.tradepost.orders.checkout.control.NewOrder.RequestKey;
import org.tradepost.orders.checkout.control.ProductCatalog.Product;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;
import org.tradepost.orders.ordering.entity.Order.Change;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.health.WarmUp;
import org.tradepost.shared.money.Money;

/** Stores and confirms orders that nobody placed, and takes each back. No participant is asked. */
@ApplicationScoped
public class CheckoutWarmUp implements WarmUp {
    private static final int ROUNDS = 200;
    private static final Duration LIMIT = Duration.ofSeconds(4);

    @Inject
    Transactions transactions;

    @Inject
    PlaceOrder placeOrder;

    @Inject
    OrderStore orders;

    @Inject
    SagaStore sagas;

    @Inject
    OrderFacts facts;

    @Inject
    SagaSettings settings;

    @Override
    public String name() {
        return "checkout";
    }

    @Override
    public void run() {
        long end = System.nanoTime() + LIMIT.toNanos();
        for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
            transactions.rehearse(this::placeAndConfirm);
        }
    }

    private void placeAndConfirm() {
        Money price = new Money(1, "EUR");
        List<PlaceOrderCommand.Item> items =
                List.of(new PlaceOrderCommand.Item("a", 1, null), new PlaceOrderCommand.Item("b", 2, price));
        Map<String, Product> products = Map.of("a", new Product("a", "A", price), "b", new Product("b", "B", price));
        PlaceOrderCommand command = new PlaceOrderCommand(
                Ids.newId(), items, "sandbox", "tok_ok", "Nowhere", Delivery.NONE, null, null, null);
        RequestKey key = new RequestKey("warm-up", Ids.newId().toString(), "warm-up", new byte[32]);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        NewOrder order = PlaceOrder.newOrder(command, OrderLines.price(items, products), key, now);
        Lease lease = settings.newLease();
        placeOrder.insert(order, lease);
        sagas.record(order.saga(), lease);
        sagas.finish(order.saga(), lease);
        Change confirmed = order.order().confirm(Ids.newId(), now);
        orders.append(confirmed);
        facts.tell(confirmed.order(), confirmed.event(), StockLine.of(order.lines()));
    }
}
