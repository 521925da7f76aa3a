package org.tradepost.orders.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.ProcessingException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.checkout.control.ProductCatalog.CatalogUnavailable;
import org.tradepost.orders.checkout.entity.Outcome;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.identity.ServiceTokens;
import org.tradepost.shared.resilience.ClientGuards;
import org.tradepost.shared.resilience.Guards;

class CatalogProductsTest {

    private final AtomicInteger calls = new AtomicInteger();
    private final CatalogProducts products = new CatalogProducts();
    private final CatalogReservations reservations = new CatalogReservations();
    private Exception failure = new ConnectException("refused");
    private Guards guards;

    @BeforeEach
    void catalogThatIsDown() {
        guards = Guards.of(
                name -> Optional.ofNullable(Map.of(Guards.CLIENTS, "catalog").get(name)));
        ClientGuards ofClients = new ClientGuards(guards);
        CatalogApi catalog = (CatalogApi) Proxy.newProxyInstance(
                CatalogApi.class.getClassLoader(), new Class<?>[] {CatalogApi.class}, (proxy, method, arguments) -> {
                    calls.incrementAndGet();
                    throw new ProcessingException(failure);
                });
        products.timed = new CatalogProducts.TimedLookup();
        products.timed.catalog = catalog;
        products.timed.guards = ofClients;
        reservations.catalog = catalog;
        reservations.guards = ofClients;
    }

    @AfterEach
    void close() {
        guards.close();
    }

    @Test
    void afterTenFailuresTheCatalogIsNotAskedAndTheRefusalComesAtOnceAndSaysWhenToTryAgain() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> products.lookup(List.of("a"))).isInstanceOf(CatalogUnavailable.class);
        }
        assertThat(calls).hasValue(10);
        long began = System.nanoTime();
        assertThatThrownBy(() -> products.lookup(List.of("a")))
                .isInstanceOfSatisfying(
                        CatalogUnavailable.class, refused -> assertThat(Integer.parseInt(refused.retryAfter()))
                                .isBetween(9, 10));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(100));
        assertThat(calls).hasValue(10);
    }

    @Test
    void anOpenBreakerIsNoOutcomeOfASagasStep() {
        failure = new SocketException("reset");
        OrderId order = new OrderId(Ids.newId());
        for (int i = 0; i < 10; i++) {
            assertThat(reservations.release(order)).isInstanceOf(Outcome.Unknown.class);
        }
        assertThat(reservations.release(order))
                .isInstanceOfSatisfying(Outcome.NotAsked.class, refused -> assertThat(refused.retryAfter())
                        .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10)));
        assertThat(calls).hasValue(10);
    }

    @Test
    void whatNobodyTookTheConnectionForWasNotAsked() {
        assertThat(reservations.release(new OrderId(Ids.newId())))
                .isInstanceOfSatisfying(Outcome.NotAsked.class, refused -> assertThat(refused.retryAfter())
                        .isEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    void aSagasStepIsNotRepeatedWithinACall() {
        reservations.commit(new OrderId(Ids.newId()));
        assertThat(calls).hasValue(1);
    }

    @Test
    void withoutATokenOfOurOwnNothingIsHeldAgainstTheCatalog() throws Exception {
        failure = noToken();
        for (int i = 0; i < 30; i++) {
            assertThat(reservations.commit(new OrderId(Ids.newId()))).isInstanceOf(Outcome.NotAsked.class);
        }
        assertThat(calls).hasValue(30);
        assertThat(guards.of("catalog").report().calls().failed()).isZero();
    }

    private static Exception noToken() throws Exception {
        var constructor = ServiceTokens.Unavailable.class.getDeclaredConstructor(String.class, Throwable.class);
        constructor.setAccessible(true);
        return constructor.newInstance("no token", null);
    }
}
