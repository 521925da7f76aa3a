package org.tradepost.shared.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that passes when it is told to, or when a guard pauses. */
final class FakeTime {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    final List<Duration> pauses = new ArrayList<>();
    long nanos = 5_000_000_000L;

    Instant now() {
        return BEGIN.plusNanos(nanos);
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    void pass(long seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    Guard.Time time() {
        return new Guard.Time(() -> nanos, this::now, () -> 0.5, delay -> {
            pauses.add(delay);
            pass(delay);
        });
    }
}
