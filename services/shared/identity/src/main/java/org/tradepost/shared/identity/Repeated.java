package org.tradepost.shared.identity;

import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.shared.rest.DebugLog;

/**
 * Work that is repeated on a virtual thread of its own, apart from the container's few threads, until it is closed. Failures are
 * retried: quickly as long as it never succeeded, since others may be waiting, and then as usual.
 */
final class Repeated implements AutoCloseable {

    /** One round; whatever it throws counts as a failure. */
    interface Work {
        void run() throws Exception;
    }

    private static final Logger LOG = Logger.getLogger(Repeated.class.getName());
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final String name;
    private final Duration interval;
    private final Work work;
    private final Thread thread;
    private boolean failing;

    private Repeated(String name, Duration interval, Work work) {
        this.name = name;
        this.interval = interval;
        this.work = work;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    static Repeated every(Duration interval, String name, Work work) {
        Repeated repeated = new Repeated(name, interval, work);
        repeated.thread.start();
        return repeated;
    }

    private void run() {
        Duration retry = FIRST_RETRY;
        boolean everDone = false;
        try {
            while (true) {
                if (once()) {
                    everDone = true;
                    Thread.sleep(interval);
                } else {
                    Thread.sleep(everDone ? min(interval, LONGEST_RETRY) : retry);
                    retry = min(retry.multipliedBy(2), LONGEST_RETRY);
                }
            }
        } catch (InterruptedException closed) {
            DebugLog.fine(LOG, () -> name + " ends");
        }
    }

    /** Says once that it fails and once that it works again, however long that takes. */
    private boolean once() throws InterruptedException {
        try {
            work.run();
            if (failing) {
                LOG.log(Level.INFO, "{0} works again", name);
                failing = false;
            }
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (!failing) {
                LOG.log(Level.INFO, "{0} failed and will be repeated: {1}", new Object[] {name, e.toString()});
                failing = true;
            }
            return false;
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
