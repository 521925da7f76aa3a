package org.tradepost.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ApiResponseTest {

    private static ApiResponse response(int status, String body) {
        return new ApiResponse(status, body.getBytes(StandardCharsets.UTF_8), 0);
    }

    @Test
    void refusalBecomesOneLine() {
        ApiResponse refused = response(
                422,
                """
                {"code":"VALIDATION_ERROR","detail":"wrong\\n thing","errors":[{"field":"sku","message":"is blank"}]}""");

        assertThatThrownBy(() -> refused.expect("Creating a product", 201))
                .isInstanceOf(ApiRefusal.class)
                .hasMessage("Creating a product failed: 422 VALIDATION_ERROR: wrong thing (sku is blank)");
    }

    @Test
    void answerThatIsNoProblemStillBecomesOneLine() {
        assertThat(response(502, "<html>").describe()).isEqualTo("502");
    }

    @Test
    void serverErrorsNameTheirTrace() {
        assertThat(response(500, "{\"code\":\"INTERNAL_ERROR\",\"traceId\":\"abc\"}")
                        .describe())
                .isEqualTo("500 INTERNAL_ERROR, trace abc");
    }

    @Test
    void onlyBusinessRefusalsSettleARequest() {
        assertThat(response(503, "{}").leavesOutcomeUnknown()).isTrue();
        assertThat(response(429, "{}").leavesOutcomeUnknown()).isTrue();
        assertThat(response(409, "{\"code\":\"REQUEST_IN_FLIGHT\"}").leavesOutcomeUnknown())
                .isTrue();
        assertThat(response(409, "{\"code\":\"OUT_OF_STOCK\"}").leavesOutcomeUnknown())
                .isFalse();
        assertThat(response(201, "{}").leavesOutcomeUnknown()).isFalse();
    }
}
