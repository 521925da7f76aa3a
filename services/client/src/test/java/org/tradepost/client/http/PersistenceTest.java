package org.tradepost.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersistenceTest {
    private static final ApiRequest READ = ApiRequest.get("/api/v1/products");
    private static final ApiRequest CHANGE = ApiRequest.put("/api/v1/products/A", "x");
    private static final ApiRequest PLACE =
            ApiRequest.post("/api/v1/orders", "x").withNewKey();
    private static final ApiResponse DONE = new ApiResponse(200, new byte[0], 0);

    private final List<ApiRequest> sent = new ArrayList<>();
    private final ApiClient nobody = new ApiClient(URI.create("http://127.0.0.1:1"), 1);

    /** Answers in this order; null is a connection that breaks. */
    private Persistence.Attempt answers(ApiResponse... responses) {
        return request -> {
            sent.add(request);
            ApiResponse response = responses[sent.size() - 1];
            if (response == null) {
                throw new SocketException("Connection reset");
            }
            return response;
        };
    }

    private static ApiResponse answer(int status, String code, long retryAfter) {
        return new ApiResponse(status, ("{\"code\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8), retryAfter);
    }

    private Persistence patient(Duration patience) {
        return new Persistence(nobody, patience);
    }

    @Test
    void sendsTheSameKeyUntilTheOutcomeIsKnown() {
        ApiResponse inFlight = answer(409, "REQUEST_IN_FLIGHT", 0);
        ApiResponse settled = patient(Duration.ofSeconds(30))
                .send(answers(null, answer(503, "UNAVAILABLE", 0), inFlight, DONE), PLACE);

        assertThat(settled).isSameAs(DONE);
        assertThat(sent).hasSize(4).containsOnly(PLACE);
    }

    @Test
    void refusalIsNotAskedForAgain() {
        ApiResponse refused = answer(409, "OUT_OF_STOCK", 0);

        assertThat(patient(Duration.ofSeconds(30)).send(answers(refused), PLACE))
                .isSameAs(refused);
    }

    @Test
    void waitsAsLongAsRetryAfterSays() {
        long begun = System.nanoTime();
        patient(Duration.ofSeconds(30)).send(answers(answer(429, "RATE_LIMITED", 1), DONE), READ);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void doesNotWaitForWhatComesAfterItsPatience() {
        ApiResponse busy = answer(503, "UNAVAILABLE", 60);

        assertThat(patient(Duration.ofSeconds(10)).send(answers(busy), READ)).isSameAs(busy);
    }

    @Test
    void changeWithoutKeyIsSentOnce() {
        ApiResponse failed = answer(503, "UNAVAILABLE", 0);

        assertThat(patient(Duration.ofSeconds(30)).send(answers(failed), CHANGE))
                .isSameAs(failed);
        sent.clear();
        assertThatThrownBy(() -> patient(Duration.ofSeconds(30)).send(answers((ApiResponse) null), CHANGE))
                .isInstanceOf(ApiUnreachable.class)
                .hasMessage("Tradepost does not answer at http://127.0.0.1:1 (Connection reset)");
        assertThat(sent).hasSize(1);
    }

    @Test
    void changeWithoutKeyIsSentAgainAfterARateLimit() {
        assertThat(patient(Duration.ofSeconds(30)).send(answers(answer(429, "RATE_LIMITED", 0), DONE), CHANGE))
                .isSameAs(DONE);
    }

    @Test
    void endsWithWhatKeptItFromAnAnswer() {
        assertThatThrownBy(() -> patient(Duration.ZERO)
                        .send(
                                request -> {
                                    throw new IOException("Connection refused");
                                },
                                READ))
                .isInstanceOf(ApiUnreachable.class)
                .hasMessageContaining("Connection refused");
    }
}
