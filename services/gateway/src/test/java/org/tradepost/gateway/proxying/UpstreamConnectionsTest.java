package org.tradepost.gateway.proxying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.gateway.proxying.control.UpstreamConnections.State.ACTIVE;
import static org.tradepost.gateway.proxying.control.UpstreamConnections.State.IDLE;
import static org.tradepost.gateway.proxying.control.UpstreamConnections.State.PENDING;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.proxying.control.UpstreamConnections;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;
import org.tradepost.shared.testkit.Eventually;

class UpstreamConnectionsTest {

    @Test
    void aConnectionIsActiveWhileItsServiceAnswersAndIdleAfterwards() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (StubService service = new StubService();
                RunningGateway gateway = new RunningGateway(RunningGateway.allAt(service))) {
            service.does((request, response, callback) -> Thread.startVirtualThread(() -> {
                try {
                    answer.await();
                    StubService.answering(200, "{}").handle(request, response, callback);
                } catch (Exception e) {
                    callback.failed(e);
                }
            }));
            UpstreamConnections connections = gateway.gateway().meters().connections();
            try (RawClient client = new RawClient(gateway.port())) {
                client.send("GET /api/v1/users/1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
                Eventually.holds("on its way", () -> connections.count(ACTIVE) == 1);
                answer.countDown();
                assertThat(client.head().status()).isEqualTo(200);
            }
            Eventually.holds("back", () -> connections.count(ACTIVE) == 0 && connections.count(IDLE) >= 1);
            assertThat(connections.count(PENDING)).isZero();
        }
    }
}
