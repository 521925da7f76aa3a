package org.tradepost.gateway.proxying;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.proxying.control.Repetition;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;

/** What happens to a request whose connection ends before any of the answer came. */
class RepetitionTest {

    private static final String KEY = "Idempotency-Key: k-1";

    private StubService service;
    private RunningGateway gateway;
    private final AtomicInteger calls = new AtomicInteger();
    private final StringBuffer bodies = new StringBuffer();

    @BeforeEach
    void open() throws Exception {
        service = new StubService();
        Map<String, String> settings = new HashMap<>();
        for (String name : new String[] {"users", "catalog", "orders", "payments"}) {
            settings.put("tradepost." + name + ".url", service.url("/" + name).toString());
        }
        settings.put("tradepost.gateway.client.secret", "of-a-test");
        gateway = new RunningGateway(settings);
        hangUpOn(1);
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
        service.close();
    }

    /** Reads the request, then ends the connection without a word, this often. */
    private void hangUpOn(int first) {
        service.does((request, response, callback) -> {
            bodies.append(Content.Source.asString(request)).append('|');
            if (calls.incrementAndGet() <= first) {
                request.getConnectionMetaData().getConnection().getEndPoint().close();
            } else {
                StubService.answering(200, "{\"ok\":true}").handle(request, response, callback);
            }
        });
    }

    @Test
    void whatOnlyReadsIsSentOnceMore() throws Exception {
        assertThat(RawClient.get(gateway.port(), "/api/v1/products/1").status()).isEqualTo(200);
        assertThat(calls).hasValue(2);
    }

    @Test
    void onceMoreIsAllThereIs() throws Exception {
        hangUpOn(9);
        Answer answer = RawClient.get(gateway.port(), "/api/v1/products/1");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(calls).hasValue(2);
    }

    @Test
    void aKeyedPostIsSentOnceMoreWithItsWholeBody() throws Exception {
        Answer answer;
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /api/v1/orders HTTP/1.1\r\nHost: shop.example\r\n" + KEY
                    + "\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
            answer = client.answer("POST");
        }
        assertThat(answer.status()).isEqualTo(200);
        assertThat(bodies.toString()).startsWith("{\"a\":1}|{\"a\":1}|");
    }

    @Test
    void aPostWithoutKeyIsNot() throws Exception {
        Answer answer = RawClient.ask(gateway.port(), "POST", "/api/v1/orders", "Content-Length: 0");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aKeyWhereNoneIsHonouredChangesNothing() throws Exception {
        Answer answer = RawClient.ask(gateway.port(), "POST", "/api/v1/login", KEY, "Content-Length: 0");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(calls).hasValue(1);
    }

    @Test
    void whatMayHaveBeenAppliedStaysABadGatewayWhenTheServiceIsGoneForTheSecondTry() throws Exception {
        service.does((request, response, callback) -> {
            calls.incrementAndGet();
            service.vanish();
        });
        Answer answer = RawClient.ask(gateway.port(), "POST", "/api/v1/orders", KEY, "Content-Length: 0");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(calls).hasValue(1);
    }

    @Test
    void whatNobodyGotMayBeTriedAgainWhateverItIs() throws Exception {
        service.close();
        Answer answer = RawClient.ask(gateway.port(), "POST", "/api/v1/orders", "Content-Length: 0");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.head().header("Retry-After")).isNotEmpty();
    }

    @Test
    void anythingThatNeverArrivedIsHarmlessAndWhatWasSlowIsNotRepeated() {
        assertThat(Repetition.isHarmless("DELETE", false, "/api/v1/users/1", new ConnectException("refused")))
                .isTrue();
        assertThat(Repetition.isHarmless("DELETE", false, "/api/v1/users/1", new SocketException("reset")))
                .isFalse();
        assertThat(Repetition.isHarmless("GET", false, "/api/v1/users/1", new SocketTimeoutException("late")))
                .isFalse();
        assertThat(Repetition.isHarmless("POST", true, "/api/v1/ordersx", new SocketException("reset")))
                .isFalse();
    }
}
