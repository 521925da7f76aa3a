package org.tradepost.cli.drill.fault;

import java.time.Duration;

/**
 * One fault of a schedule.
 *
 * @param target a process such as {@code orders-2}, a link such as {@code orders>payments}, or whatever {@link
 *     DrillPlatform#targets} names for the kind
 * @param at when it begins, since the drill's start
 * @param hold how long it lasts before it is made good
 * @param detail any number; it decides what is left open by kind and target
 */
public record Fault(FaultKind kind, String target, Duration at, Duration hold, long detail) {
    private static final int SHORTEST_DELAY_MILLIS = 50;
    private static final int DELAYS = 451;
    private static final Duration CLOCK_OFFSET = Duration.ofSeconds(400);

    /** By how much a {@link FaultKind#DELAY} holds up each direction: 50 to 500 ms. */
    public Duration delay() {
        return Duration.ofMillis(SHORTEST_DELAY_MILLIS + Math.floorMod(detail, DELAYS));
    }

    /** By how much a {@link FaultKind#CLOCK} is wrong: 400 s, ahead when the detail is even, behind when it is odd. */
    public Duration clockOffset() {
        return isOdd() ? CLOCK_OFFSET.negated() : CLOCK_OFFSET;
    }

    /** Whether a {@link FaultKind#CUT} is silence, as of a network that drops packets, instead of a refusal. */
    public boolean isSilent() {
        return isOdd();
    }

    private boolean isOdd() {
        return Math.floorMod(detail, 2) == 1;
    }
}
