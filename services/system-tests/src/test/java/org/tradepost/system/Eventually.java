package org.tradepost.system;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Asks again until an answer is as expected, for what the platform does in the background; two minutes at most. */
final class Eventually {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private Eventually() {}

    static Answer get(Api api, String path, Predicate<Answer> expected) {
        Instant deadline = Instant.now().plus(LIMIT);
        Answer answer = api.get(path);
        while (!(answer.status() == 200 && expected.test(answer))) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("still " + answer.status() + " " + answer.body() + " at " + path);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
            answer = api.get(path);
        }
        return answer;
    }
}
