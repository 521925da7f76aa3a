package org.tradepost.system;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again until an answer is as expected, for what the platform does in the background; two minutes at most. */
final class Eventually {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private Eventually() {}

    static Answer get(Api api, String path, Predicate<Answer> expected) {
        return answer(() -> api.get(path), answer -> answer.status() == 200 && expected.test(answer));
    }

    /** Repeats a call until its answer is as expected; a connection that fails is no answer yet. */
    static Answer answer(Supplier<Answer> call, Predicate<Answer> expected) {
        Instant deadline = Instant.now().plus(LIMIT);
        while (true) {
            String last;
            try {
                Answer answer = call.get();
                if (expected.test(answer)) {
                    return answer;
                }
                last = answer.status() + " " + answer.body();
            } catch (UncheckedIOException notYet) {
                last = notYet.getMessage();
            }
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("after " + LIMIT.toSeconds() + " s still " + last);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    /** Waits until something is so, or fails. */
    static void holds(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(LIMIT);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("after " + LIMIT.toSeconds() + " s not so: " + what);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }
}
