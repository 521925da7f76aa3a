package org.tradepost.payments.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Starts several callers at the same moment. */
public final class Simultaneously {
    private static final long LIMIT_SECONDS = 30;

    private Simultaneously() {}

    /** Runs the callers together and gives what each returned, or a {@link RuntimeException} it threw. */
    public static List<Object> run(int callers, IntFunction<Callable<?>> caller) throws Exception {
        CyclicBarrier start = new CyclicBarrier(callers);
        try (ExecutorService executor = Executors.newFixedThreadPool(callers)) {
            List<Future<Object>> futures = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                Callable<?> call = caller.apply(i);
                futures.add(executor.submit(() -> {
                    start.await(LIMIT_SECONDS, TimeUnit.SECONDS);
                    try {
                        return call.call();
                    } catch (RuntimeException e) {
                        return e;
                    }
                }));
            }
            List<Object> results = new ArrayList<>();
            for (Future<Object> future : futures) {
                results.add(future.get(LIMIT_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        }
    }

    /** A step at which callers wait for each other. */
    public static Runnable meeting(int callers) {
        CountDownLatch arrived = new CountDownLatch(callers);
        return () -> {
            arrived.countDown();
            try {
                if (!arrived.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("the others did not come");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
    }
}
