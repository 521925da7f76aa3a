package org.tradepost.shared.outbox;

/** An event that cannot be replayed or discarded now, whatever it says. */
public final class NotReplayable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Cause {
        UNKNOWN,
        REPLAYED,
        DISCARDED,
        BEHIND
    }

    private final Cause why;

    private NotReplayable(Cause why, String message) {
        super(message);
        this.why = why;
    }

    static NotReplayable unknown() {
        return new NotReplayable(Cause.UNKNOWN, "There is no such parked event");
    }

    static NotReplayable settled(ParkedEvents.State state) {
        return new NotReplayable(
                state == ParkedEvents.State.REPLAYED ? Cause.REPLAYED : Cause.DISCARDED,
                "The event is " + state + " already");
    }

    static NotReplayable behind(long first) {
        return new NotReplayable(Cause.BEHIND, "An earlier event of its key is parked: " + first);
    }

    public Cause why() {
        return why;
    }
}
