package org.tradepost.cli.command.users;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.tradepost.users.grpc.v1.Activity;

/**
 * Which entries of a stream have been given, and from when on it is to be asked again. Entries come in the order in which the server learnt
 * of them; one that comes a minute later than one that happened after it may be missed if the stream breaks off in between.
 */
final class GivenEntries {

    private static final Duration LATE = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final Map<String, Instant> times = new HashMap<>();
    private Instant from;

    /** @param from when the first entry happened at the earliest */
    GivenEntries(Instant from) {
        this.from = from;
    }

    /** False for one that was given before. */
    boolean add(Activity entry) {
        Instant time = instant(entry.getOccurredAt());
        if (time.minus(LATE).isAfter(from)) {
            from = time.minus(LATE);
        }
        if (times.size() >= MOST) {
            times.values().removeIf(before -> before.isBefore(from));
        }
        return times.put(entry.getActivityId(), time) == null;
    }

    Instant resumeFrom() {
        return from;
    }

    private static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
