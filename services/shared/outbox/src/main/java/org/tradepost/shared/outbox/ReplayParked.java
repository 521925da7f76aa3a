package org.tradepost.shared.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;

/** Lets a parked event, and then those behind it, take effect after all: in order, each in a transaction of its own. */
@ApplicationScoped
public class ReplayParked {

    /** How many events one call replays at most: the answer must not take for ever. */
    static final int AT_ONCE = 100;

    private final Inbox inbox;
    private final ParkedEvents parked;
    private final EventHandler handler;

    @Inject
    public ReplayParked(Inbox inbox, ParkedEvents parked, Instance<EventHandler> handlers) {
        this(inbox, parked, EventHandlers.of(handlers));
    }

    ReplayParked(Inbox inbox, ParkedEvents parked, EventHandler handler) {
        this.inbox = inbox;
        this.parked = parked;
        this.handler = handler;
    }

    /** For the container's proxy only. */
    protected ReplayParked() {
        this(null, null, (EventHandler) null);
    }

    /**
     * What a replay came to.
     *
     * @param replayed how many events took effect; 0 when the first was refused again
     * @param refusal why the next one was refused; null when none was
     * @param next the key's next parked event; null when there is none
     */
    public record Result(int replayed, String refusal, Long next) {}

    /**
     * @param witness told of each event in the transaction of its effect
     * @throws NotReplayable when the event is not parked, or an earlier one of its key is
     * @throws RuntimeException when something is away that the effect needs; nothing has changed then
     */
    public Result replay(long id, Witness witness) {
        long current = id;
        int replayed = 0;
        while (true) {
            try {
                Optional<Long> next = one(current, witness);
                replayed++;
                if (next.isEmpty() || replayed == AT_ONCE) {
                    return new Result(replayed, null, next.orElse(null));
                }
                current = next.get();
            } catch (NotReplayable e) {
                if (replayed == 0) {
                    throw e;
                }
                // Somebody else is at work on the same key.
                return new Result(replayed, null, null);
            } catch (RuntimeException e) {
                if (Failure.of(e) == Failure.AWAY) {
                    throw e;
                }
                String reason = Failure.reason(e);
                parked.refusedAgain(current, reason);
                return new Result(replayed, reason, current);
            }
        }
    }

    private Optional<Long> one(long id, Witness witness) {
        return inbox.replay(id, handler, received -> witness.replayed(id, received));
    }

    /** Who records that an event was replayed. */
    @FunctionalInterface
    public interface Witness {
        void replayed(long id, Received received);
    }
}
