package org.tradepost.gateway.edge.boundary;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.shared.problem.Problem;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;

/** Turns a refusal into the whole answer, replacing whatever was prepared before. */
public final class ProblemAnswer {

    private ProblemAnswer() {}

    /** Answers with the problem; the response must not be committed. */
    public static void send(HttpServletResponse response, Exchange exchange, ProblemException refusal)
            throws IOException {
        response.reset();
        exchange.head(response);
        refusal.headers().forEach(response::setHeader);
        Problem problem = refusal.toProblem()
                .at(
                        exchange.path(),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                        exchange.correlation().traceId());
        byte[] body = bytes(problem);
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static byte[] bytes(Problem problem) {
        try {
            return Json.mapper().writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
