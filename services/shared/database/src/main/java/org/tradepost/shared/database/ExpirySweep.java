package org.tradepost.shared.database;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Removes rows that nobody may ask for any more, now and then and on every replica: deleting twice does no harm. */
public abstract class ExpirySweep {

    private static final Logger LOG = Logger.getLogger(ExpirySweep.class.getName());
    private static final long FIRST_SECONDS = 60;

    private final String rows;
    private final Duration every;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private ScheduledFuture<?> job;

    /**
     * @param rows what is removed, for the log
     * @param every from the end of one sweep to the beginning of the next
     */
    protected ExpirySweep(String rows, Duration every) {
        this.rows = rows;
        this.every = every;
    }

    /**
     * Removes what has expired, or a part of it when that would be a long transaction; it is called again until there is nothing left,
     * however much there was.
     *
     * @return how many rows it removed or changed
     */
    protected abstract int removeExpired();

    protected void onStartup(@Observes Startup event) {
        job = scheduler.scheduleWithFixedDelay(this::sweep, FIRST_SECONDS, every.toSeconds(), TimeUnit.SECONDS);
    }

    @PreDestroy
    protected void stop() {
        if (job != null) {
            job.cancel(false);
        }
    }

    void sweep() {
        try {
            int removed;
            do {
                removed = removeExpired();
                LOG.log(Level.FINE, "removed {0} expired {1}", new Object[] {removed, rows});
            } while (removed > 0);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "expired " + rows + " stay until the next attempt", e);
        }
    }
}
