package org.tradepost.shared.idempotency;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Removes records that nobody may ask for any more, every hour and on every replica: deleting twice does no harm. */
@ApplicationScoped
public class ExpiredRecords {

    private static final Logger LOG = Logger.getLogger(ExpiredRecords.class.getName());

    @Inject
    IdempotencyRecords records;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private ScheduledFuture<?> job;

    void onStartup(@Observes Startup event) {
        job = scheduler.scheduleWithFixedDelay(this::remove, 1, 60, TimeUnit.MINUTES);
    }

    @PreDestroy
    void stop() {
        if (job != null) {
            job.cancel(false);
        }
    }

    private void remove() {
        try {
            int removed = records.removeExpired();
            LOG.fine(() -> "removed " + removed + " expired idempotency records");
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "expired idempotency records stay until the next attempt", e);
        }
    }
}
