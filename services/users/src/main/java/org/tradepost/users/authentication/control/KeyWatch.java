package org.tradepost.users.authentication.control;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps this replica's keys those of the database. */
@ApplicationScoped
public class KeyWatch {

    private static final Logger LOG = Logger.getLogger(KeyWatch.class.getName());
    private static final int AFTER_MIGRATIONS = 200;
    private static final long SECONDS = 10;

    @Inject
    SigningKeys keys;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private ScheduledFuture<?> schedule;

    void start(@Observes @Priority(AFTER_MIGRATIONS) Startup event) {
        schedule = scheduler.scheduleWithFixedDelay(this::tick, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes @Priority(1) Shutdown event) {
        if (schedule != null) {
            schedule.cancel(false);
        }
    }

    // An exception would end the schedule for ever; a database that is away comes back.
    private void tick() {
        try {
            keys.refresh();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the signing keys could not be read and will be again", e);
        }
    }
}
