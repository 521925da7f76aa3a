package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jdbi.v3.core.ConnectionException;
import org.tradepost.orders.OrdersError;
import org.tradepost.orders.checkout.control.NewOrder.RequestKey;
import org.tradepost.orders.checkout.control.ProductCatalog.CatalogUnavailable;
import org.tradepost.orders.checkout.control.ProductCatalog.Product;
import org.tradepost.orders.checkout.entity.SagaInstance;
import org.tradepost.orders.ordering.control.OrderDetails;
import org.tradepost.orders.ordering.control.OrderQueries;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.idempotency.IdempotencyRecords;
import org.tradepost.shared.identity.OnBehalfOf;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.resilience.Deadline;

/**
 * Places an order: everything that may refuse it without a trace is asked first; then order, saga, idempotency record and event
 * are stored in one transaction; from then on the order exists, and its saga is driven at once.
 */
@ApplicationScoped
public class PlaceOrder {

    /** An order that is stored, and the order as it is once its saga is at rest or the wait is over. */
    public record Stored(UUID orderId, CompletableFuture<Optional<OrderDetails>> outcome) {}

    @Inject
    Transactions transactions;

    @Inject
    OrderStore orders;

    @Inject
    OrderQueries queries;

    @Inject
    OrderFacts facts;

    @Inject
    IdempotencyRecords requests;

    @Inject
    ProductCatalog catalog;

    @Inject
    CustomerStanding customers;

    @Inject
    SagaRunner runner;

    @Inject
    SagaSettings settings;

    @Inject
    SagaOutcomes outcomes;

    @Inject
    SagaThreads threads;

    @Inject
    SagaMeters meters;

    /**
     * Places the order, or finds the one that this request placed before.
     *
     * @param wait how long the outcome may be waited for
     * @throws ProblemException if the order is refused before it is stored; 504 if the caller's time was up before that
     */
    public Stored place(PlaceOrderCommand command, RequestKey key, Duration wait) {
        SagaRunner.Slot slot = runner.takeSlot();
        boolean started = false;
        try {
            Optional<UUID> known = placedBefore(key);
            if (known.isPresent()) {
                return stored(known.get(), wait);
            }
            requireNewReference(command);
            OrderLines lines = check(command);
            NewOrder order = newOrder(command, lines, key, now());
            // From here on the order exists, whoever waits for it.
            Deadline.requireTime();
            Lease lease = settings.newLease();
            if (!store(order, lease, command)) {
                return stored(placedBefore(key).orElseThrow(), wait);
            }
            meters.entered(order.order().status());
            CompletableFuture<Optional<OrderDetails>> outcome = outcomes.await(
                            order.order().id().value(), wait)
                    .thenApply(end -> end.map(o -> new OrderDetails(o, order.lines(), order.delivery())));
            started = true;
            runner.start(work(order), lease, slot);
            return new Stored(order.order().id().value(), outcome);
        } finally {
            if (!started) {
                slot.close();
            }
        }
    }

    private Optional<UUID> placedBefore(RequestKey key) {
        return requests.find(key.caller(), key.key())
                .map(found -> found.requireSame(key.fingerprint()).resourceId());
    }

    private Stored stored(UUID orderId, Duration wait) {
        CompletableFuture<Optional<Order>> outcome = outcomes.await(orderId, wait);
        // Registered first, looked at second: an order that comes to rest in between is not missed.
        if (queries.head(orderId).orElseThrow().status() != OrderStatus.PENDING) {
            outcome = CompletableFuture.completedFuture(Optional.empty());
            outcomes.atRest(orderId, Optional.empty());
        }
        return new Stored(orderId, outcome.thenApply(order -> Optional.empty()));
    }

    private void requireNewReference(PlaceOrderCommand command) {
        if (command.reference() != null) {
            orders.byReference(command.userId(), command.reference()).ifPresent(id -> {
                Order order = queries.head(id).orElseThrow();
                throw new ProblemException(
                                OrdersError.DUPLICATE_REFERENCE, "The reference was used for order " + order.id())
                        .with("orderId", id)
                        .with("orderStatus", order.status().name());
            });
        }
    }

    private OrderLines check(PlaceOrderCommand command) {
        CompletableFuture<Boolean> mayOrder =
                threads.supply(Deadline.handedOn(OnBehalfOf.handedOn(() -> customers.mayOrder(command.userId()))));
        Set<String> skus =
                command.items().stream().map(PlaceOrderCommand.Item::sku).collect(Collectors.toSet());
        Map<String, Product> products;
        try {
            products = catalog.lookup(skus);
        } catch (CatalogUnavailable e) {
            throw new ProblemException(
                            CommonError.SERVICE_UNAVAILABLE, "Products cannot be looked up at present; try again")
                    .header("Retry-After", e.retryAfter());
        }
        if (!answer(mayOrder)) {
            throw new ProblemException(CommonError.FORBIDDEN, "This account may not place orders");
        }
        return OrderLines.price(command.items(), products);
    }

    private static boolean answer(CompletableFuture<Boolean> question) {
        try {
            return question.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ProblemException refusal ? refusal : e;
        }
    }

    static NewOrder newOrder(PlaceOrderCommand command, OrderLines lines, RequestKey key, Instant now) {
        OrderId id = new OrderId(Ids.newId());
        Order order = new Order(
                id,
                command.userId(),
                OrderStatus.PENDING,
                null,
                lines.currency(),
                lines.totalMinor(),
                0,
                lines.lines().size(),
                lines.units(),
                command.country(),
                command.channel(),
                command.reference(),
                command.customerRef(),
                null,
                now,
                null,
                now,
                1);
        SagaInstance saga = SagaInstance.checkout(id, command.paymentMethod(), command.paymentToken());
        return new NewOrder(order, lines.lines(), command.delivery(), saga, key);
    }

    private boolean store(NewOrder order, Lease lease, PlaceOrderCommand command) {
        try {
            return transactions.inNew(() -> insert(order, lease));
        } catch (RuntimeException e) {
            // Somebody used the reference between our look and our insert.
            if (command.reference() != null) {
                try {
                    requireNewReference(command);
                } catch (ConnectionException cannotTell) {
                    e.addSuppressed(cannotTell);
                }
            }
            throw e;
        }
    }

    /** Stores the order and its first event, inside the caller's transaction. */
    public boolean insert(NewOrder order, Lease lease) {
        if (!orders.insert(order, lease)) {
            return false;
        }
        facts.tell(order.order(), order.order().placedEvent(), StockLine.of(order.lines()));
        return true;
    }

    static SagaWork work(NewOrder order) {
        Money total = new Money(order.order().totalMinor(), order.order().currency());
        return new SagaWork(order.saga(), order.order(), StockLine.of(order.lines()), total);
    }

    private static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
    }
}
