package org.tradepost.shared.parking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.outbox.NotReplayable;
import org.tradepost.shared.outbox.Received;
import org.tradepost.shared.outbox.ReplayParked;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Replays and discards parked events, as an administrator asks; to ask again what was done changes nothing. */
@ApplicationScoped
public class SettleParked {

    @Inject
    ReplayParked replay;

    @Inject
    DiscardParked discard;

    @Inject
    AuditTrail audit;

    /**
     * What became of the event, and of those of its key behind it.
     *
     * @param state {@code REPLAYED} or {@code DISCARDED}
     * @param replayed how many events took effect now
     * @param next the key's next parked event; null when there is none
     * @param refusal why the next one was refused; null when it was not tried
     */
    public record Settled(long id, String state, int replayed, Long next, String refusal) {}

    /**
     * Replays the event and then those behind it.
     *
     * @throws ProblemException 404; 409 when it was discarded, an earlier one of its key is parked, or it was refused again
     */
    public Settled replay(String id) {
        long number = number(id);
        try {
            ReplayParked.Result result = replay.replay(
                    number, (one, received) -> audit.record(deed(AuditAction.EVENT_REPLAYED, one, received)));
            if (result.replayed() == 0) {
                throw new ProblemException(CommonError.CONFLICT, "The event was refused again; the list says why");
            }
            return new Settled(number, "REPLAYED", result.replayed(), result.next(), result.refusal());
        } catch (NotReplayable e) {
            if (e.why() == NotReplayable.Cause.REPLAYED) {
                return new Settled(number, "REPLAYED", 0, null, null);
            }
            throw refused(e);
        }
    }

    /**
     * Gives the event up; those behind it can be replayed then.
     *
     * @throws ProblemException 404; 409 when it was replayed
     */
    public Settled discard(String id) {
        long number = number(id);
        try {
            Long next = discard.discard(number).orElse(null);
            return new Settled(number, "DISCARDED", 0, next, null);
        } catch (NotReplayable e) {
            if (e.why() == NotReplayable.Cause.DISCARDED) {
                return new Settled(number, "DISCARDED", 0, null, null);
            }
            throw refused(e);
        }
    }

    static Deed deed(AuditAction action, long id, Received received) {
        Deed deed = Deed.of(action, "parked-event", id).with("topic", received.topic());
        return received.event() == null
                ? deed
                : deed.with("event", received.event().id());
    }

    private static ProblemException refused(NotReplayable e) {
        CommonError error = e.why() == NotReplayable.Cause.UNKNOWN ? CommonError.NOT_FOUND : CommonError.CONFLICT;
        return new ProblemException(error, e.getMessage());
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new ProblemException(CommonError.NOT_FOUND, "There is no such parked event");
        }
    }
}
