package org.tradepost.users.authentication.control;

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

/** Removes failures nobody waits for any more, every hour and on every replica: deleting twice does no harm. */
@ApplicationScoped
public class ExpiredLoginFailures {

    private static final Logger LOG = Logger.getLogger(ExpiredLoginFailures.class.getName());

    @Inject
    LoginDelay delay;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private ScheduledFuture<?> job;

    void onStartup(@Observes Startup event) {
        job = scheduler.scheduleWithFixedDelay(this::remove, 2, 60, TimeUnit.MINUTES);
    }

    @PreDestroy
    void stop() {
        if (job != null) {
            job.cancel(false);
        }
    }

    private void remove() {
        try {
            int removed = delay.removeExpired();
            LOG.fine(() -> "removed " + removed + " expired records of logins");
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "expired records of logins stay until the next attempt", e);
        }
    }
}
