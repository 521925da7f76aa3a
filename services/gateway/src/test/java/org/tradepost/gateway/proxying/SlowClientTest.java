package org.tradepost.gateway.proxying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.proxying.control.Pace;
import org.tradepost.gateway.proxying.control.TooSlow;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;

class SlowClientTest {

    private final AtomicLong now = new AtomicLong();
    private final Pace pace = new Pace(Duration.ofSeconds(10), 100, now::get);

    private int takes(Duration time, int bytes) throws IOException {
        return pace.measured(() -> {
            now.addAndGet(time.toNanos());
            return bytes;
        });
    }

    @Test
    void aByteNowAndThenIsTooSlow() throws Exception {
        for (int second = 0; second < 10; second += 5) {
            takes(Duration.ofSeconds(5), 1);
        }
        assertThatThrownBy(() -> takes(Duration.ofSeconds(5), 1)).isInstanceOf(TooSlow.class);
    }

    @Test
    void theLowestRateIsFastEnoughForEver() {
        for (int second = 0; second < 10_000; second++) {
            assertThatCode(() -> takes(Duration.ofSeconds(1), 100)).doesNotThrowAnyException();
        }
    }

    @Test
    void whatSomebodyElseTakesIsNotHeldAgainstTheClient() throws Exception {
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(takes(Duration.ofSeconds(1), 1)).isEqualTo(1);
    }

    @Test
    void aSlowBodyIsCutOff() throws Exception {
        try (StubService service = new StubService()) {
            Map<String, String> settings = RunningGateway.allAt(service);
            settings.put("tradepost.gateway.transfer-grace", "1");
            settings.put("tradepost.gateway.min-transfer-rate", "1000000");
            try (RunningGateway gateway = new RunningGateway(settings);
                    RawClient client = new RawClient(gateway.port())) {
                client.send("POST /api/v1/orders HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 1000\r\n\r\n");
                // The service has the head, so the gateway is waiting for the body.
                service.seen.take();
                client.send("{");
                Answer answer = client.answer("POST");
                assertThat(answer.status()).isEqualTo(408);
                assertThat(answer.body()).contains("\"code\":\"REQUEST_TIMEOUT\"");
                assertThat(answer.head().headers("Connection")).containsExactly("close");
            }
        }
    }

    @Test
    void aBodyThatIsNotWellFormedIsTheClientsFault() throws Exception {
        try (StubService service = new StubService();
                RunningGateway gateway = new RunningGateway(RunningGateway.allAt(service));
                RawClient client = new RawClient(gateway.port())) {
            client.send("POST /api/v1/orders HTTP/1.1\r\nHost: shop.example\r\nTransfer-Encoding: chunked\r\n\r\n");
            service.seen.take();
            client.send("zz\r\n{}\r\n0\r\n\r\n");
            Answer answer = client.answer("POST");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.head().headers("Connection")).containsExactly("close");
        }
    }
}
