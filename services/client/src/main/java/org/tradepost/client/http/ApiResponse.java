package org.tradepost.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * An answer of the API, whatever its status.
 *
 * @param retryAfterSeconds what {@code Retry-After} asks to wait; 0 without it
 */
public record ApiResponse(int status, byte[] body, long retryAfterSeconds) {

    public JsonNode json() {
        return Json.tree(body);
    }

    /** The problem's {@code code}, or an empty string where the answer is no problem document. */
    public String code() {
        return json().path("code").asText("");
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /**
     * Whether the answer leaves open what happened: a failure of the server, or a request of the same key still in
     * flight. The same request under the same key has to be sent again until its outcome is known.
     */
    public boolean leavesOutcomeUnknown() {
        return status >= 500 || status == 429 || (status == 409 && "REQUEST_IN_FLIGHT".equals(code()));
    }

    /** The body as a value of this type; members that the type does not know are left out. */
    public <T> T as(Class<T> type) {
        return Json.value(body, type);
    }

    /**
     * This answer, when it has one of these statuses.
     *
     * @param doing what was asked for, to begin the failure's message with
     * @throws ApiRefusal when it has another
     */
    public ApiResponse expect(String doing, int... statuses) {
        if (Arrays.stream(statuses).noneMatch(expected -> expected == status)) {
            throw new ApiRefusal(doing, this);
        }
        return this;
    }

    /** One line that says what was refused and why. */
    public String describe() {
        JsonNode problem = json();
        StringBuilder line = new StringBuilder().append(status);
        append(line, " ", problem.path("code").asText(""));
        String detail = problem.path("detail").asText("");
        append(line, ": ", detail.isEmpty() ? problem.path("title").asText("") : detail);
        String errors = StreamSupport.stream(problem.path("errors").spliterator(), false)
                .limit(3)
                .map(error -> error.path("field").asText() + " "
                        + error.path("message").asText())
                .collect(Collectors.joining("; "));
        append(line, " (", errors.isEmpty() ? "" : errors + ")");
        if (status >= 500) {
            append(line, ", trace ", problem.path("traceId").asText(""));
        }
        return line.toString().replaceAll("\\s+", " ");
    }

    private static void append(StringBuilder line, String separator, String text) {
        if (!text.isEmpty()) {
            line.append(separator).append(text);
        }
    }
}
