package org.tradepost.catalog.commandqueue.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tradepost.catalog.CatalogError;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.idempotency.IdempotencyRecords;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Writes several commands of one queue in one transaction, each with its idempotency record and audit entry. */
@ApplicationScoped
public class AcceptCommands {

    /** What became of one submission: it has an id, or was refused and is nowhere. */
    sealed interface Outcome {

        /** @param earlier whether its key says that it was accepted before */
        record Accepted(UUID id, boolean earlier) implements Outcome {}

        record Refused(ProblemException refusal) implements Outcome {}
    }

    private final CommandRows rows;
    private final IdempotencyRecords records;
    private final AuditTrail audit;

    @Inject
    public AcceptCommands(CommandRows rows, IdempotencyRecords records, AuditTrail audit) {
        this.rows = rows;
        this.records = records;
        this.audit = audit;
    }

    /** For the container's proxy. */
    protected AcceptCommands() {
        this(null, null, null);
    }

    /** The refusal of a producer whose queue, or whose place before it, is full. */
    static ProblemException full(String queue) {
        return new ProblemException(CatalogError.QUEUE_FULL, "The queue " + queue + " is full; nothing was accepted")
                .header("Retry-After", "1");
    }

    /**
     * @param size how many may wait in the queue
     * @param submissions to that queue
     * @return the outcome of each, valid once the transaction has committed
     */
    @Transactional
    public List<Outcome> accept(String queue, long size, List<Submission> submissions) {
        long room = size - rows.lockAndCount(queue);
        List<Outcome> outcomes = new ArrayList<>();
        for (Submission submission : submissions) {
            Outcome outcome = earlier(submission).orElse(null);
            if (outcome == null && room > 0) {
                outcome = new Outcome.Accepted(write(submission), false);
                room--;
            }
            outcomes.add(outcome == null ? new Outcome.Refused(full(queue)) : outcome);
        }
        return outcomes;
    }

    /** What the submission's key has to say. A refusal for want of room is not kept under it: it may be tried again. */
    private Optional<Outcome> earlier(Submission submission) {
        Submission.Key key = submission.key();
        if (key == null) {
            return Optional.empty();
        }
        if (!records.tryLock(key.scope(), key.key())) {
            return Optional.of(new Outcome.Refused(new ProblemException(
                            CommonError.REQUEST_IN_FLIGHT, "A request with this Idempotency-Key is being processed")
                    .header("Retry-After", "1")));
        }
        try {
            return records.find(key.scope(), key.key())
                    .map(found -> new Outcome.Accepted(
                            found.requireSame(key.fingerprint()).resourceId(), true));
        } catch (ProblemException reused) {
            return Optional.of(new Outcome.Refused(reused));
        }
    }

    private UUID write(Submission submission) {
        UUID id = Ids.newId();
        rows.insert(id, submission);
        Submission.Key key = submission.key();
        if (key != null) {
            records.storeResource(key.scope(), key.key(), key.operation(), key.fingerprint(), id);
        }
        audit.record(
                submission.scene(),
                Deed.of(AuditAction.COMMAND_ACCEPTED, "command", id)
                        .with("queue", submission.queue())
                        .with("type", submission.type()));
        return id;
    }
}
