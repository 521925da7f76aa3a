package org.tradepost.orders.participant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.tradepost.orders.checkout.entity.Outcome;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.resilience.CallRefused;
import org.tradepost.shared.resilience.Guard;
import org.tradepost.shared.resilience.HttpFailures;
import org.tradepost.shared.resilience.TimedOut;

/**
 * What a participant answered: status and JSON body. Nothing is concluded from a status alone; a refusal counts only with the
 * documented code, since proxies and half-started servers answer with the same statuses.
 */
public record Answer(int status, JsonNode body) {

    /** Whoever starts again takes some seconds; a guard lets not many calls fail before it makes them rarer. */
    private static final Duration AFTER_NO_CONNECTION = Duration.ofSeconds(1);

    /** How a call went, for the guard before it: 4xx and refusals are answers of a service that is well. */
    private static final Guard.Reading<Answer> HEALTH = HttpFailures.byStatus(Answer::status);

    /**
     * Calls once and reads the answer; anything that goes wrong on the way is an unknown outcome. It is not repeated here: the saga does that, by
     * its durable schedule.
     */
    public static Outcome of(Guard guard, Supplier<Response> call, Function<Answer, Outcome> reading) {
        try {
            return reading.apply(guard.once(() -> read(call), HEALTH));
        } catch (CallRefused e) {
            return new Outcome.NotAsked(e.getMessage(), e.retryAfter());
        } catch (ProcessingException | TimedOut e) {
            return HttpFailures.isNotSent(e)
                    ? new Outcome.NotAsked(e.toString(), AFTER_NO_CONNECTION)
                    : new Outcome.Unknown(e.toString());
        }
    }

    /**
     * Makes a call that changes nothing, repeats it where the guard allows, and reads the answer.
     *
     * @throws ProcessingException if there is none, or none that can be read, in time
     * @throws CallRefused if the guard lets no call through
     */
    public static Answer ask(Guard guard, Supplier<Response> call) {
        try {
            return guard.repeatedly(() -> read(call), HEALTH);
        } catch (TimedOut e) {
            throw new ProcessingException(e);
        }
    }

    private static Answer read(Supplier<Response> call) {
        try (Response response = answer(call)) {
            boolean json = response.hasEntity()
                    && response.getMediaType() != null
                    && response.getMediaType().getSubtype().endsWith("json");
            JsonNode body = json ? response.readEntity(JsonNode.class) : MissingNode.getInstance();
            return new Answer(response.getStatus(), body);
        }
    }

    public boolean isOk() {
        return status == 200;
    }

    /** Whether this is the documented refusal. */
    public boolean is(int expectedStatus, String code) {
        return status == expectedStatus && code.equals(text("code"));
    }

    /**
     * Passes on that the caller's access token is not valid any more.
     *
     * @throws ProblemException 401 if that is what the participant answered
     */
    public Answer requireCaller() {
        if (is(401, CommonError.CALLER_REFUSED.name())) {
            throw new ProblemException(CommonError.UNAUTHORIZED, "The access token is not valid any more");
        }
        return this;
    }

    public String text(String field) {
        return body.path(field).asText("");
    }

    /** The value of an id field; null when absent. */
    public UUID id(String field) {
        String value = text(field);
        return value.isEmpty() ? null : UUID.fromString(value);
    }

    /** What a problem's {@code errors} are about, in their order. */
    public List<String> fields() {
        return StreamSupport.stream(body.path("errors").spliterator(), false)
                .map(error -> error.path("field").asText(""))
                .filter(field -> !field.isEmpty())
                .toList();
    }

    public Outcome unknown() {
        return new Outcome.Unknown("HTTP " + status + " " + text("code"));
    }

    private static Response answer(Supplier<Response> call) {
        try {
            return call.get();
        } catch (WebApplicationException e) {
            return e.getResponse();
        }
    }
}
