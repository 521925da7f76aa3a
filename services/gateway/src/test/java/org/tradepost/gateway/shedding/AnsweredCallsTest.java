package org.tradepost.gateway.shedding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;
import org.tradepost.shared.testkit.Eventually;

/** Each call is told once, whoever answered it, under a route that no caller can choose. */
class AnsweredCallsTest {

    private StubService service;
    private RunningGateway gateway;

    @BeforeEach
    void start() throws Exception {
        service = new StubService();
        service.does(StubService.answering(200, "{}"));
        gateway = new RunningGateway(RunningGateway.allAt(service));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/products/A-1?category=x, 200, /api/v1/products",
        "/, 200, /",
        "/nothing/here, 404, unmatched",
        "/api/v1/secure, 405, unmatched",
    })
    void eachCallIsToldOnceWithItsRouteAndStatus(String target, int status, String route) throws Exception {
        assertThat(RawClient.get(gateway.port(), target).status()).isEqualTo(status);
        Eventually.holds("the call is told", () -> !gateway.answered().isEmpty());
        assertThat(gateway.answered()).singleElement().satisfies(call -> {
            assertThat(call.method()).isEqualTo("GET");
            assertThat(call.status()).isEqualTo(status);
            assertThat(call.route()).isEqualTo(route);
            assertThat(call.path()).isEqualTo(target.replaceAll("\\?.*", ""));
            assertThat(call.took()).isPositive();
            assertThat(call.from().address()).isEqualTo("127.0.0.1");
            assertThat(call.correlation().traceId()).hasSize(32);
        });
    }
}
