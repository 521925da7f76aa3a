package org.tradepost.cli.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Works through a list with a number of threads, handing it out in order. */
public final class Workers {
    private Workers() {}

    /** Returns when all is done; the first failure stops the others after what they are at, and is thrown. */
    public static <T> void forEach(int threads, Collection<T> items, Consumer<T> work) {
        Iterator<T> iterator = items.iterator();
        AtomicBoolean failed = new AtomicBoolean();
        run(threads, () -> {
            try {
                for (T item = next(iterator); item != null && !failed.get(); item = next(iterator)) {
                    work.accept(item);
                }
            } catch (RuntimeException | Error e) {
                failed.set(true);
                throw e;
            }
        });
    }

    /** Runs the same work in a number of threads and waits for all; the first failure is thrown. */
    public static void run(int threads, Runnable work) {
        try (ExecutorService executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("client-", 1).factory())) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(work));
            }
            for (Future<?> worker : running) {
                await(worker);
            }
        }
    }

    private static void await(Future<?> worker) {
        try {
            worker.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static <T> T next(Iterator<T> iterator) {
        synchronized (iterator) {
            return iterator.hasNext() ? iterator.next() : null;
        }
    }
}
