package org.tradepost.users.session.control;

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
import org.tradepost.shared.identity.RevokedIds;

/** The list at hand, read again every few seconds: no request waits for it, and other replicas' doings are in it. */
@ApplicationScoped
public class RecentRevocations {

    private static final Logger LOG = Logger.getLogger(RecentRevocations.class.getName());
    private static final int AFTER_MIGRATIONS = 200;
    private static final long SECONDS = 5;
    private static final int CLEAN_EVERY = 720;

    @Inject
    RevokedList list;

    @Inject
    Sessions sessions;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private volatile RevokedIds known = RevokedIds.NONE;
    private ScheduledFuture<?> schedule;
    private int ticks;

    void start(@Observes @Priority(AFTER_MIGRATIONS) Startup event) {
        schedule = scheduler.scheduleWithFixedDelay(this::tick, 0, SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes @Priority(1) Shutdown event) {
        if (schedule != null) {
            schedule.cancel(false);
        }
    }

    public RevokedIds known() {
        return known;
    }

    // An exception would end the schedule for ever; a database that is away comes back.
    private void tick() {
        try {
            known = list.read();
            if (ticks++ % CLEAN_EVERY == 0) {
                sessions.forgetOld();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "revoked sessions could not be read and will be again", e);
        }
    }
}
