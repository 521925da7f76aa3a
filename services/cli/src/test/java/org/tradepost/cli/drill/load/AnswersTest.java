package org.tradepost.cli.drill.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.client.http.ApiResponse;

class AnswersTest {

    @ParameterizedTest
    @CsvSource({
        "201, '', OK",
        "202, '', OK",
        "402, PAYMENT_DECLINED, REFUSED",
        "409, OUT_OF_STOCK, REFUSED",
        "409, REQUEST_IN_FLIGHT, UNKNOWN",
        "422, VALIDATION_ERROR, REFUSED",
        // Somebody on the way, who knows nothing of orders.
        "404, '', UNKNOWN",
        "503, '', UNKNOWN",
        // Nothing was begun: that is what 503 promises.
        "503, SERVICE_UNAVAILABLE, REFUSED",
        "500, INTERNAL_ERROR, UNKNOWN",
        "502, BAD_GATEWAY, UNKNOWN",
        "504, GATEWAY_TIMEOUT, UNKNOWN"
    })
    void whatAnAnswerAllowsToConclude(int status, String code, Outcome outcome) {
        byte[] body = code.isEmpty() ? new byte[0] : ("{\"code\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8);
        assertThat(Answers.outcome(new ApiResponse(status, body, 0), code)).isEqualTo(outcome);
    }
}
