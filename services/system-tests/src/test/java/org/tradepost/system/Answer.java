package org.tradepost.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import org.assertj.core.api.Assertions;

/**
 * What the platform answered.
 *
 * @param status HTTP status
 * @param headers response headers
 * @param body parsed JSON; a missing node when there was none
 */
public record Answer(int status, HttpHeaders headers, JsonNode body) {

    public String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    /** Fails, showing the body, unless the status is the expected one. */
    public Answer expect(int expected) {
        Assertions.assertThat(status).as("status of answer %s", body).isEqualTo(expected);
        return this;
    }

    /** A refusal has its status and code, and the shape of a problem document. */
    public Answer expectProblem(int expected, String code) {
        expect(expected);
        Assertions.assertThat(header("Content-Type")).startsWith("application/problem+json");
        Assertions.assertThat(body.path("code").asText())
                .as("code of answer %s", body)
                .isEqualTo(code);
        Assertions.assertThat(body.path("status").asInt()).isEqualTo(expected);
        for (String member : new String[] {"type", "title", "detail", "instance", "timestamp", "traceId"}) {
            Assertions.assertThat(body.path(member).asText())
                    .as("%s of %s", member, body)
                    .isNotBlank();
        }
        Assertions.assertThat(body.toString())
                .doesNotContainIgnoringCase("exception")
                .doesNotContain("org.tradepost", "SQL");
        return this;
    }

    /** A refusal of well-formed but wrong input that names the field. */
    public Answer expectInvalid(String field) {
        expectProblem(422, "VALIDATION_ERROR");
        Assertions.assertThat(body.path("errors").findValuesAsText("field"))
                .as("fields named by %s", body)
                .contains(field);
        return this;
    }

    public String text(String field) {
        return body.path(field).asText(null);
    }
}
