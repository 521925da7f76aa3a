package org.tradepost.cli.drill.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a drill can do to a running platform; each is named the way people type it. */
public enum FaultKind {
    /** A process ends at once, as by SIGKILL, and is started again. */
    KILL,
    /** A process is stopped by SIGSTOP and goes on by SIGCONT, as if nothing had been. */
    PAUSE,
    /** Connections from one process to another end, and new ones are refused or never answered. */
    CUT,
    /** Whatever passes between two processes comes later. */
    DELAY,
    /** Connections between two processes are reset once; new ones are fine. */
    RESET,
    /** A request arrives and is carried out, and its answer is lost. */
    LOST_ANSWER,
    /** The clock of a service is 400 s early or late. */
    CLOCK,
    /** Processes are stopped in order and started again, one after another. */
    ROLLING_RESTART,
    /** The event log's disk takes no more. */
    DISK_FULL,
    /** Events are delivered once more, in another order. */
    REDELIVERY;

    /** The kind that is typed like this. */
    public static Optional<FaultKind> named(String typed) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(typed))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
