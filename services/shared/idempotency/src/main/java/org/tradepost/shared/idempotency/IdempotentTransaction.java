package org.tradepost.shared.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;

/** The transactions of {@link IdempotentRequests}; a bean of its own because transactions begin at a bean's boundary. */
@ApplicationScoped
public class IdempotentTransaction {

    private final IdempotencyRecords records;

    @Inject
    public IdempotentTransaction(IdempotencyRecords records) {
        this.records = records;
    }

    /** For the container's proxy only. */
    protected IdempotentTransaction() {
        this(null);
    }

    /** Runs an action that no key guards. */
    @Transactional
    public StoredResponse run(Supplier<StoredResponse> action) {
        return action.get();
    }

    /** Runs the action and keeps its answer, or returns the answer that was kept. */
    @Transactional
    public StoredResponse runOnce(
            String caller, String key, String operation, byte[] fingerprint, Supplier<StoredResponse> action) {
        lock(caller, key);
        Optional<IdempotencyRecords.Found> found = records.find(caller, key);
        if (found.isPresent()) {
            return IdempotentRequests.read(found.get().requireSame(fingerprint));
        }
        StoredResponse answer;
        try {
            answer = action.get();
        } catch (ProblemException refusal) {
            throw new ActionRefused(refusal);
        }
        keep(caller, key, operation, fingerprint, answer);
        return answer;
    }

    /** As {@link #runOnce}, but keeps the id of what the action made; the answer is that thing as it is. */
    @Transactional
    public StoredResponse runOnceFor(
            String caller,
            String key,
            String operation,
            byte[] fingerprint,
            Supplier<UUID> action,
            Function<UUID, StoredResponse> shown) {
        lock(caller, key);
        Optional<IdempotencyRecords.Found> found = records.find(caller, key);
        if (found.isPresent()) {
            UUID made = found.get().requireSame(fingerprint).resourceId();
            // A refusal, and what an older version answered, is kept as it was.
            return made == null ? IdempotentRequests.read(found.get()) : shown.apply(made);
        }
        UUID made;
        try {
            made = action.get();
        } catch (ProblemException refusal) {
            throw new ActionRefused(refusal);
        }
        records.storeResource(caller, key, operation, fingerprint, made);
        return shown.apply(made);
    }

    /**
     * Keeps a refusal.
     *
     * @return what was kept by somebody else in the meantime, to be answered instead
     */
    @Transactional
    public Optional<StoredResponse> keepRefusal(
            String caller, String key, String operation, byte[] fingerprint, StoredResponse refusal) {
        lock(caller, key);
        Optional<IdempotencyRecords.Found> found = records.find(caller, key);
        if (found.isPresent()) {
            return found.map(f -> IdempotentRequests.read(f.requireSame(fingerprint)));
        }
        keep(caller, key, operation, fingerprint, refusal);
        return Optional.empty();
    }

    private void lock(String caller, String key) {
        if (!records.tryLock(caller, key)) {
            throw new ProblemException(
                            CommonError.REQUEST_IN_FLIGHT, "A request with this Idempotency-Key is being processed")
                    .header("Retry-After", "1");
        }
    }

    private void keep(String caller, String key, String operation, byte[] fingerprint, StoredResponse answer) {
        records.store(
                caller,
                key,
                operation,
                fingerprint,
                answer.status(),
                Json.write(answer.headers()),
                Json.write(answer.body()));
    }
}
