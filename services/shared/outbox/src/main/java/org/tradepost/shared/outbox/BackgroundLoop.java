package org.tradepost.shared.outbox;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.shared.rest.DebugLog;

/** One long-lived thread that repeats a step until it is stopped; a step that fails is logged once per cause and tried again. */
public final class BackgroundLoop {

    /** One repetition; says how long to rest before the next. */
    public interface Step {
        Duration run() throws Exception;
    }

    private static final Logger LOG = Logger.getLogger(BackgroundLoop.class.getName());
    private static final Duration RESTART = Duration.ofSeconds(1);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);

    private final String name;
    private final Step step;
    private final Runnable onFailure;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Thread thread;

    /**
     * @param onFailure frees what a failed step may have left half done; also called once when the loop ends
     */
    public BackgroundLoop(String name, Step step, Runnable onFailure) {
        this.name = name;
        this.step = step;
        this.onFailure = onFailure;
    }

    /** Starts, and starts anew should the container end the thread, as it can when the application is not quite up yet. */
    public void start(ManagedThreadFactory threads) {
        thread = threads.newThread(this::loop);
        thread.setName(name);
        thread.setUncaughtExceptionHandler((ended, failure) -> {
            DebugLog.fine(LOG, name + " ended and starts again", failure);
            rest(RESTART);
            if (!isStopped()) {
                start(threads);
            }
        });
        thread.start();
    }

    /** Lets the current step finish and waits for it. */
    public void stop(Duration atMost) throws InterruptedException {
        stopped.countDown();
        if (thread != null && !thread.join(atMost)) {
            LOG.warning(() -> name + " does not end");
        }
    }

    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void loop() {
        Duration backoff = Duration.ofMillis(200);
        String lastFailure = null;
        while (!isStopped()) {
            Duration rest;
            try {
                rest = step.run();
                backoff = Duration.ofMillis(200);
                lastFailure = null;
            } catch (Exception | LinkageError e) {
                // A class that is missing, such as that of a compression, is no reason to fail in silence.
                if (isStopped()) {
                    break;
                }
                if (!String.valueOf(e).equals(lastFailure)) {
                    LOG.log(Level.WARNING, name + " failed and will try again", e);
                    lastFailure = String.valueOf(e);
                }
                cleanUp();
                rest = backoff;
                backoff = backoff.multipliedBy(2).compareTo(MAX_BACKOFF) < 0 ? backoff.multipliedBy(2) : MAX_BACKOFF;
            }
            rest(rest);
        }
        cleanUp();
    }

    /** Closing may fail as well, above all when the container interrupts the thread to stop the application. */
    private void cleanUp() {
        try {
            onFailure.run();
        } catch (RuntimeException e) {
            DebugLog.fine(LOG, name + " could not close its clients", e);
        }
    }

    private void rest(Duration time) {
        if (time.isZero()) {
            return;
        }
        try {
            if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                DebugLog.fine(LOG, () -> name + " stops");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }
}
