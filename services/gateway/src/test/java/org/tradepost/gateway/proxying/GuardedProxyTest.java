package org.tradepost.gateway.proxying;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;
import org.tradepost.shared.resilience.Deadline;

class GuardedProxyTest {

    private static final String PRODUCTS = "/api/v1/products";
    private static final String ORDERS = "/api/v1/orders";

    private StubService service;
    private RunningGateway gateway;

    @BeforeEach
    void start() throws Exception {
        service = new StubService();
        Map<String, String> settings = RunningGateway.allAt(service);
        settings.put("tradepost.clients.payments.bulkhead", "1");
        gateway = new RunningGateway(settings);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        service.close();
    }

    @Test
    void aServiceThatFailsIsNotAskedForAWhileAndTheOthersAre() throws Exception {
        service.does(StubService.answering(500, "{}"));
        for (int i = 0; i < 10; i++) {
            assertThat(get(PRODUCTS).status()).isEqualTo(500);
        }
        service.seen.clear();
        Answer refused = get(PRODUCTS);
        assertThat(quickest(5, PRODUCTS)).isLessThan(Duration.ofMillis(100));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).contains("\"code\":\"SERVICE_UNAVAILABLE\"");
        assertThat(Integer.parseInt(refused.head().header("Retry-After").orElseThrow()))
                .isBetween(9, 10);
        assertThat(service.seen).isEmpty();
        assertThat(get(ORDERS).status()).isEqualTo(500);
    }

    /** The machine may be busy now and then. */
    private Duration quickest(int tries, String path) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < tries; i++) {
            long began = System.nanoTime();
            assertThat(get(path).status()).isEqualTo(503);
            best = Math.min(best, System.nanoTime() - began);
        }
        return Duration.ofNanos(best);
    }

    @Test
    void refusalsAreNotHeldAgainstAServiceNotEvenA503ThatSaysWhenToComeBack() throws Exception {
        service.does(StubService.answering(404, "{}"));
        for (int i = 0; i < 15; i++) {
            get(PRODUCTS);
        }
        service.does((request, response, callback) -> {
            Content.Source.consumeAll(request);
            response.setStatus(503);
            response.getHeaders().put("Retry-After", "2");
            response.write(true, BufferUtil.toBuffer("{}"), callback);
        });
        for (int i = 0; i < 15; i++) {
            assertThat(get(PRODUCTS).head().header("Retry-After")).contains("2");
        }
        assertThat(gateway.guards().of("catalog").report().calls().failed()).isZero();
        assertThat(gateway.guards().of("catalog").report().calls().succeeded()).isEqualTo(30);
        assertThat(gateway.guards().of("catalog").report().bulkhead().inUse()).isZero();
    }

    @Test
    void aServiceCannotHaveMoreThanItsShareOfRequests() throws Exception {
        var only = gateway.guards().of("payments").enter();
        assertThat(get("/api/v1/payments/1").status()).isEqualTo(503);
        only.succeeded();
        assertThat(get("/api/v1/payments/1").status()).isEqualTo(200);
    }

    @Test
    void requestsCarryTheTimeTheyHaveAndNoOneOutsideCanSayMore() throws Exception {
        assertThat(timeToldFor(PRODUCTS)).isBetween(29_000L, 30_000L);
        assertThat(timeToldFor(ORDERS)).isBetween(9_000L, 10_000L);
        assertThat(timeToldFor(ORDERS, "Prefer: respond-async, wait=30")).isBetween(29_000L, 30_000L);
        assertThat(timeToldFor(ORDERS, "Prefer: wait=0")).isBetween(9_000L, 10_000L);
        assertThat(timeToldFor(ORDERS, "Prefer: wait=3600")).isBetween(9_000L, 10_000L);
        assertThat(timeToldFor(ORDERS, Deadline.HEADER + ": 99999999")).isBetween(9_000L, 10_000L);
    }

    @Test
    void theOverviewGivesItsPartsFiveSeconds() throws Exception {
        get("/api/v1/users/7/overview");
        assertThat(service.seen.take().headers().get(Deadline.HEADER)).isEqualTo("5000");
        assertThat(service.seen.take().headers().get(Deadline.HEADER)).isEqualTo("5000");
    }

    private long timeToldFor(String path, String... headers) throws Exception {
        RawClient.get(gateway.port(), path, headers);
        return Long.parseLong(service.seen.take().headers().get(Deadline.HEADER));
    }

    private Answer get(String path) throws Exception {
        return RawClient.get(gateway.port(), path);
    }
}
