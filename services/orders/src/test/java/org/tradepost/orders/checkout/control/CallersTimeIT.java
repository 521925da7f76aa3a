package org.tradepost.orders.checkout.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.checkout.control.NewOrder.RequestKey;
import org.tradepost.orders.checkout.control.ProductCatalog.Product;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.resilience.Deadline;

class CallersTimeIT {
    private static final Money PRICE = new Money(100, "EUR");

    private final CheckoutFixture checkout = new CheckoutFixture();
    private final AtomicLong now = new AtomicLong(1);
    private final PlaceOrder placing = UseCases.placing(checkout);

    @Test
    void anOrderWhoseCallerHasGoneBeforeItWasStoredIsNotStored() {
        placing.catalog = skus -> {
            now.addAndGet(Duration.ofSeconds(3).toNanos());
            return products();
        };
        Deadline twoSeconds = Deadline.in(Duration.ofSeconds(2), now::get);
        assertThatThrownBy(() -> twoSeconds.carriedBy(this::place).get())
                .isInstanceOfSatisfying(
                        ProblemException.class, late -> assertThat(late.code()).isEqualTo(CommonError.GATEWAY_TIMEOUT));
        assertThat(checkout.count("customer_order")).isZero();
        assertThat(checkout.count("saga")).isZero();
        assertThat(checkout.count("idempotency_record")).isZero();
        assertThat(checkout.count("outbox")).isZero();
    }

    @Test
    void anOrderThatWasStoredGoesOnWithoutItsCaller() {
        placing.catalog = skus -> products();
        Deadline twoSeconds = Deadline.in(Duration.ofSeconds(2), now::get);
        List<Optional<Deadline>> seenBySaga = new ArrayList<>();
        checkout.participants.onCall = () -> {
            seenBySaga.add(Deadline.current());
            now.addAndGet(Duration.ofSeconds(3).toNanos());
        };
        PlaceOrder.Stored stored = twoSeconds.carriedBy(this::place).get();
        assertThat(checkout.order(new OrderId(stored.orderId())).status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(seenBySaga).hasSize(3).containsOnly(Optional.empty());
    }

    private PlaceOrder.Stored place() {
        PlaceOrderCommand command = new PlaceOrderCommand(
                UUID.randomUUID(),
                List.of(new PlaceOrderCommand.Item("a", 1, null)),
                "sandbox",
                "tok_ok",
                "Nowhere",
                Delivery.NONE,
                null,
                null,
                null);
        RequestKey key = new RequestKey(command.userId().toString(), "key", "POST /api/v1/orders", new byte[32]);
        return placing.place(command, key, Duration.ofSeconds(10));
    }

    private static Map<String, Product> products() {
        return Map.of("a", new Product("a", "A", PRICE));
    }
}
