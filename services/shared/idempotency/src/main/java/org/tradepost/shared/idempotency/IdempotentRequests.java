package org.tradepost.shared.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tradepost.shared.problem.Problem;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;

/**
 * Answers a request at most once per key (draft-ietf-httpapi-idempotency-key-header): the action and the record of its answer
 * are one transaction. A business refusal is kept too, in a transaction of its own, since the action's was rolled back.
 */
@ApplicationScoped
public class IdempotentRequests {

    /** Refusals that a repeated request gets again. 400, 401, 403, 429 and 5xx are not final and never kept. */
    private static final Set<Integer> FINAL_REFUSALS = Set.of(402, 404, 409, 412, 422);

    @Inject
    IdempotentTransaction transaction;

    /**
     * @param caller scope of the key, see {@code CallerContext.scope()}
     * @param key the Idempotency-Key header; null when the caller sent none, then the action simply runs in a transaction
     * @param operation method and path
     * @param body the request record
     * @param action the effect; runs inside a JTA transaction
     */
    public Response execute(String caller, String key, String operation, Object body, Supplier<StoredResponse> action) {
        if (key == null) {
            return toResponse(transaction.run(action));
        }
        return guarded(
                caller,
                key,
                operation,
                body,
                fingerprint -> transaction.runOnce(caller, key, operation, fingerprint, action));
    }

    /**
     * As {@link #execute(String, String, String, Object, Supplier)} for an action that makes something: its id is kept instead of
     * the answer, which is not stored a second time, and a repeated request is answered with the thing as it is then.
     *
     * @param action the effect; runs inside a JTA transaction and answers with the id of what it made
     * @param shown the answer for what has this id; runs inside a transaction, too
     */
    public Response executeFor(
            String caller,
            String key,
            String operation,
            Object body,
            Supplier<UUID> action,
            Function<UUID, StoredResponse> shown) {
        if (key == null) {
            return toResponse(transaction.run(() -> shown.apply(action.get())));
        }
        return guarded(
                caller,
                key,
                operation,
                body,
                fingerprint -> transaction.runOnceFor(caller, key, operation, fingerprint, action, shown));
    }

    private Response guarded(
            String caller, String key, String operation, Object body, Function<byte[], StoredResponse> once) {
        IdempotencyRecords.requireWellFormed(key);
        byte[] fingerprint = RequestFingerprint.of(operation, body);
        try {
            return toResponse(once.apply(fingerprint));
        } catch (ActionRefused refused) {
            ProblemException refusal = refused.refusal();
            if (FINAL_REFUSALS.contains(refusal.code().status())) {
                Optional<StoredResponse> kept = transaction.keepRefusal(
                        caller,
                        key,
                        operation,
                        fingerprint,
                        new StoredResponse(refusal.code().status(), refusal.toProblem(), refusal.headers()));
                if (kept.isPresent()) {
                    return toResponse(kept.get());
                }
            }
            throw refusal;
        }
    }

    static StoredResponse read(IdempotencyRecords.Found found) {
        try {
            Map<String, String> headers =
                    Json.tolerant().readValue(found.headers(), new TypeReference<Map<String, String>>() {});
            Object body = found.status() >= 400
                    ? Json.tolerant().readValue(found.body(), Problem.class)
                    : Json.tolerant().readTree(found.body());
            return new StoredResponse(found.status(), body, headers);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response toResponse(StoredResponse stored) {
        Response.ResponseBuilder answer = Response.status(stored.status()).entity(stored.body());
        answer.type(stored.status() >= 400 ? Problem.MEDIA_TYPE : "application/json");
        stored.headers().forEach(answer::header);
        return answer.build();
    }
}
