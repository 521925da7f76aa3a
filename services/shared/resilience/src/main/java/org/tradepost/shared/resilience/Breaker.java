package org.tradepost.shared.resilience;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.tradepost.shared.resilience.ClientPolicy.BreakerPolicy;

/**
 * Stops calls that will most likely fail. It opens at so many failures in so short a time; after a while it lets a few calls
 * through; it closes at so many successes among them, and opens again once those cannot be reached any more. One that opened because
 * nobody could be reached lets calls through sooner, as soon as somebody can.
 */
public final class Breaker {

    /** What it does with a call. */
    public enum State {
        /** Lets it through. */
        CLOSED,
        /** Lets it through if it is one of the trial calls. */
        HALF_OPEN,
        /** Refuses it. */
        OPEN;

        /** As operators see it: {@code closed}, {@code half-open}, {@code open}. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * @param lastFailureKind such as {@code HTTP 503}; null before the first
     */
    record Figures(
            State state,
            long successes,
            long failures,
            long consecutiveSuccesses,
            long consecutiveFailures,
            Instant lastFailure,
            String lastFailureKind,
            Instant lastChange) {}

    /** Refused calls try again after so long while trial calls are on their way. */
    private static final Duration SOON = Duration.ofMillis(250);

    private static final int PARTS = 10;

    private BreakerPolicy policy;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    /** When the latest failures took place, as a ring; as many as open the breaker. */
    private long[] failedAt;
    /** Failures in a row, up to now, for want of a connection. */
    private long unreached;

    private int next;
    private long known;
    private final long[] callsIn = new long[PARTS];
    private final long[] partOf = new long[PARTS];

    private State state = State.CLOSED;
    /** Calls let through before the last change of state say nothing about the present one. */
    private long era;

    private long openedAt;
    private boolean openForWantOfConnection;
    private int trialsLeft;
    private int trialSuccesses;
    private int trialFailures;

    private long successes;
    private long failures;
    private long consecutiveSuccesses;
    private long consecutiveFailures;
    private Instant lastFailure;
    private String lastFailureKind;
    private Instant lastChange;

    Breaker(BreakerPolicy policy, LongSupplier nanoTime, InstantSource clock) {
        this.policy = policy;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.failedAt = new long[policy.failures()];
        this.lastChange = clock.instant();
    }

    /** Does otherwise from now on. Its state stays; what was counted counts by rules that are gone, so that begins anew. */
    synchronized void use(BreakerPolicy other) {
        if (other.equals(policy)) {
            return;
        }
        policy = other;
        failedAt = new long[other.failures()];
        next = 0;
        known = 0;
        Arrays.fill(callsIn, 0);
        if (state == State.HALF_OPEN) {
            halfOpen();
        }
    }

    /**
     * Asks for a call to be let through; its result must be told.
     *
     * @return the era to tell the result with; below 0 when it is refused
     */
    synchronized long enter() {
        State now = stateAt(nanoTime.getAsLong());
        if (now == State.OPEN) {
            return -1;
        }
        if (now == State.HALF_OPEN) {
            if (trialsLeft == 0) {
                return -1;
            }
            trialsLeft--;
        }
        return era;
    }

    /** When it is worth asking again; empty while calls are let through. */
    synchronized Optional<Duration> refusing() {
        long now = nanoTime.getAsLong();
        return switch (stateAt(now)) {
            case CLOSED -> Optional.empty();
            case HALF_OPEN -> trialsLeft > 0 ? Optional.empty() : Optional.of(SOON);
            case OPEN -> Optional.of(Duration.ofNanos(policy.open().toNanos() - (now - openedAt)));
        };
    }

    synchronized void succeeded(long ofEra) {
        unreached = 0;
        successes++;
        consecutiveSuccesses++;
        consecutiveFailures = 0;
        if (ofEra != era) {
            return;
        }
        if (state == State.HALF_OPEN) {
            trialSuccesses++;
            if (trialSuccesses >= policy.successes()) {
                known = 0;
                change(State.CLOSED);
            }
        } else if (policy.percent() > 0) {
            count(nanoTime.getAsLong());
        }
    }

    synchronized void failed(long ofEra, String kind) {
        long now = nanoTime.getAsLong();
        failures++;
        consecutiveFailures++;
        consecutiveSuccesses = 0;
        unreached = HttpFailures.isForWantOfConnection(kind) ? unreached + 1 : 0;
        lastFailure = clock.instant();
        lastFailureKind = kind;
        if (ofEra != era) {
            return;
        }
        if (state == State.HALF_OPEN) {
            trialFailures++;
            if (trialFailures > policy.trials() - policy.successes()) {
                open(now);
            }
            return;
        }
        if (policy.percent() > 0) {
            count(now);
        }
        failedAt[next] = now;
        next = (next + 1) % failedAt.length;
        known = Math.min(known + 1, failedAt.length);
        if (known == failedAt.length && now - failedAt[next] <= policy.within().toNanos() && areManyOfAll(now)) {
            open(now);
        }
    }

    /** A call that ended without saying anything about who was called; a trial call may be made instead. */
    synchronized void abandoned(long ofEra) {
        if (ofEra == era && state == State.HALF_OPEN) {
            trialsLeft++;
        }
    }

    synchronized Figures figures() {
        State now = stateAt(nanoTime.getAsLong());
        return new Figures(
                now,
                successes,
                failures,
                consecutiveSuccesses,
                consecutiveFailures,
                lastFailure,
                lastFailureKind,
                lastChange);
    }

    private State stateAt(long now) {
        if (state == State.OPEN && now - openedAt >= policy.open().toNanos()) {
            halfOpen();
        }
        return state;
    }

    private void halfOpen() {
        trialsLeft = policy.trials();
        trialSuccesses = 0;
        trialFailures = 0;
        change(State.HALF_OPEN);
    }

    /** Whether it would let calls through if somebody could be reached. */
    synchronized boolean waitsForConnection() {
        return openForWantOfConnection && stateAt(nanoTime.getAsLong()) == State.OPEN;
    }

    /** Somebody can be reached: the trial calls may begin. */
    synchronized void reached() {
        if (waitsForConnection()) {
            halfOpen();
        }
    }

    private void open(long now) {
        openForWantOfConnection = unreached >= policy.failures() || unreached >= consecutiveFailures;
        openedAt = now;
        known = 0;
        change(State.OPEN);
    }

    private void change(State to) {
        state = to;
        era++;
        lastChange = clock.instant();
    }

    private void count(long now) {
        long part = Math.floorDiv(now, policy.within().toNanos() / PARTS);
        int slot = (int) Math.floorMod(part, (long) PARTS);
        if (partOf[slot] != part) {
            partOf[slot] = part;
            callsIn[slot] = 0;
        }
        callsIn[slot]++;
    }

    private boolean areManyOfAll(long now) {
        if (policy.percent() == 0) {
            return true;
        }
        // The ring knows no more failures than open the breaker, so only as many calls are looked at: since the oldest
        // of them.
        long newest = Math.floorDiv(now, policy.within().toNanos() / PARTS);
        long oldest = Math.floorDiv(failedAt[next], policy.within().toNanos() / PARTS);
        long calls = 0;
        for (int slot = 0; slot < PARTS; slot++) {
            if (partOf[slot] >= oldest && partOf[slot] <= newest) {
                calls += callsIn[slot];
            }
        }
        return failedAt.length * 100L >= calls * policy.percent();
    }
}
