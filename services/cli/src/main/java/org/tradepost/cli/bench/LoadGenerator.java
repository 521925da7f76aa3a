package org.tradepost.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.tradepost.cli.ProgressReporter;
import org.tradepost.cli.client.Workers;
import org.tradepost.client.http.ApiResponse;

/** Attempts a scenario for a while and measures every request. */
final class LoadGenerator {
    /** How long after the end requests that are overdue are still sent. */
    private static final Duration OVERRUN = Duration.ofSeconds(10);

    private final Scenario scenario;

    LoadGenerator(Scenario scenario) {
        this.scenario = scenario;
    }

    Measurement run(Load load, String doing) {
        Measurement total = new Measurement();
        AtomicLong tickets = new AtomicLong();
        long start = System.nanoTime();
        try (ProgressReporter progress =
                        ProgressReporter.of(doing, load.duration().toSeconds());
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("bench-progress").factory())) {
            clock.scheduleAtFixedRate(() -> progress.advance(1), 1, 1, TimeUnit.SECONDS);
            Workers.run(load.clients(), () -> {
                Measurement own = load.isPaced() ? paced(load, tickets, start) : asFastAsAnswered(load, start);
                synchronized (total) {
                    total.add(own);
                }
            });
            clock.shutdownNow();
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        total.lasted(elapsed);
        if (load.isPaced()) {
            long due = (long) Math.ceil(load.perSecond() * load.duration().toNanos() / 1e9);
            total.neverSent(due - total.micros().getTotalCount());
            // The last request is due, and may be answered, before the time is up.
            total.lasted(Math.max(elapsed, load.duration().toNanos() / 1e9));
        }
        return total;
    }

    private Measurement asFastAsAnswered(Load load, long start) {
        Measurement own = new Measurement();
        long end = start + load.duration().toNanos();
        for (long sent = System.nanoTime(); sent - end < 0; sent = System.nanoTime()) {
            attempt(own, sent);
        }
        return own;
    }

    private Measurement paced(Load load, AtomicLong tickets, long start) {
        Measurement own = new Measurement();
        long length = load.duration().toNanos();
        long lastCall = start + length + OVERRUN.toNanos();
        for (long due = load.dueNanos(tickets.getAndIncrement());
                due < length && System.nanoTime() - lastCall < 0;
                due = load.dueNanos(tickets.getAndIncrement())) {
            sleepUntil(start + due);
            attempt(own, start + due);
        }
        return own;
    }

    private static void sleepUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void attempt(Measurement own, long since) {
        try {
            ApiResponse response = scenario.attempt();
            own.record(System.nanoTime() - since);
            if (!scenario.isDone(response)) {
                own.error(response.describe());
            }
        } catch (IOException e) {
            own.record(System.nanoTime() - since);
            own.error(e.toString());
        }
    }
}
