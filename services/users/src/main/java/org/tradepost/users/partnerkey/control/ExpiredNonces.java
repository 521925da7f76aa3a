package org.tradepost.users.partnerkey.control;

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

/** Removes used nonces that no message can bear any more, every five minutes and on every replica. */
@ApplicationScoped
public class ExpiredNonces {

    private static final Logger LOG = Logger.getLogger(ExpiredNonces.class.getName());

    @Inject
    Nonces nonces;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private ScheduledFuture<?> job;

    void onStartup(@Observes Startup event) {
        job = scheduler.scheduleWithFixedDelay(this::remove, 5, 5, TimeUnit.MINUTES);
    }

    @PreDestroy
    void stop() {
        if (job != null) {
            job.cancel(false);
        }
    }

    private void remove() {
        try {
            int removed = nonces.forgetExpired();
            LOG.fine(() -> "removed " + removed + " expired nonces");
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "expired nonces stay until the next attempt", e);
        }
    }
}
