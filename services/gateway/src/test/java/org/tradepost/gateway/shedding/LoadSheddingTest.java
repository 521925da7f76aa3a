package org.tradepost.gateway.shedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.gateway.limits.entity.RouteClass;
import org.tradepost.gateway.shedding.control.ConcurrencyGate;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;
import org.tradepost.shared.testkit.Eventually;

/** Shedding at a running gateway whose limit is 4, so that two are browsing at once at most. */
class LoadSheddingTest {

    private final CountDownLatch answer = new CountDownLatch(1);
    private StubService service;
    private RunningGateway gateway;

    @BeforeEach
    void start() throws Exception {
        service = new StubService();
        Map<String, String> settings = RunningGateway.allAt(service);
        for (String bound : new String[] {"least", "first", "most"}) {
            settings.put("tradepost.gateway.concurrency." + bound, "4");
        }
        gateway = new RunningGateway(settings);
    }

    @AfterEach
    void stop() throws Exception {
        answer.countDown();
        gateway.close();
        service.close();
    }

    @Test
    void refusesBrowsersWhileOrdersAndCancellationsStillPassAndProbesAlways() throws Exception {
        service.does((request, response, callback) -> Thread.startVirtualThread(() -> {
            try {
                answer.await();
                StubService.answering(200, "{}").handle(request, response, callback);
            } catch (Exception e) {
                callback.failed(e);
            }
        }));
        try (RawClient one = begin("GET", "/api/v1/products");
                RawClient two = begin("GET", "/api/v1/products")) {
            Eventually.holds("two are in", () -> gate().inFlight() == 2);
            Answer refused = RawClient.get(gateway.port(), "/api/v1/products");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body()).contains("\"code\":\"OVERLOADED\"").contains("\"traceId\"");
            assertThat(refused.head().header("Retry-After")).contains("1");
            assertThat(refused.head().header("Content-Type")).contains("application/problem+json");
            assertThat(gate().shed(RouteClass.BROWSE)).isEqualTo(1);
            try (RawClient order = begin("POST", "/api/v1/orders");
                    RawClient cancel = begin("POST", "/api/v1/orders/1/cancel")) {
                Eventually.holds("four are in", () -> gate().inFlight() == 4);
                assertThat(RawClient.get(gateway.port(), "/api/v1/admin/users").status())
                        .isEqualTo(503);
                service.does(StubService.answering(200, "{}"));
                assertThat(RawClient.get(gateway.port(), "/health/ready").status())
                        .isEqualTo(200);
                answer.countDown();
                assertThat(one.answer("GET").status()).isEqualTo(200);
                assertThat(two.answer("GET").status()).isEqualTo(200);
                assertThat(order.answer("POST").status()).isEqualTo(200);
                assertThat(cancel.answer("POST").status()).isEqualTo(200);
            }
        }
        nobodyIsLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/products",
                "/nothing",
                "//api",
                "/openapi",
                "/openapi/ui/other.js",
                "/",
                "/api/v1/users/00000000-0000-0000-0000-000000000001/overview"
            })
    void everyKindOfAnswerGivesThePlaceBack(String path) throws Exception {
        for (int i = 0; i < 10; i++) {
            RawClient.get(gateway.port(), path);
        }
        nobodyIsLeft();
        assertThat(RawClient.get(gateway.port(), path).status()).isNotEqualTo(503);
    }

    @Test
    void aServiceThatIsGoneOrHangsUpGivesThePlaceBack() throws Exception {
        service.does((request, response, callback) -> callback.failed(new IllegalStateException("hung up")));
        RawClient.get(gateway.port(), "/api/v1/products");
        nobodyIsLeft();
        service.close();
        assertThat(RawClient.get(gateway.port(), "/api/v1/products").status()).isIn(502, 503);
        nobodyIsLeft();
    }

    @Test
    void aClientThatGoesAwayGivesThePlaceBackOnceItsAnswerIsThere() throws Exception {
        AtomicReference<Callback> pending = new AtomicReference<>();
        service.does((request, response, callback) -> pending.set(callback));
        try (RawClient impatient = begin("GET", "/api/v1/products")) {
            Eventually.holds("the service has it", () -> pending.get() != null);
        }
        assertThat(gate().inFlight()).isEqualTo(1);
        pending.get().succeeded();
        nobodyIsLeft();
    }

    @Test
    void aBodyThatBreaksOffGivesThePlaceBack() throws Exception {
        try (RawClient half = new RawClient(gateway.port())) {
            half.send("POST /api/v1/orders HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 100\r\n\r\n{");
            Eventually.holds("it is in", () -> gate().inFlight() == 1);
        }
        nobodyIsLeft();
    }

    private RawClient begin(String method, String path) throws Exception {
        RawClient client = new RawClient(gateway.port());
        client.send(method + " " + path + " HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 0\r\n\r\n");
        return client;
    }

    private void nobodyIsLeft() {
        Eventually.holds("nobody is left", () -> gate().inFlight() == 0);
    }

    private ConcurrencyGate gate() {
        return gateway.gateway().meters().gate();
    }
}
