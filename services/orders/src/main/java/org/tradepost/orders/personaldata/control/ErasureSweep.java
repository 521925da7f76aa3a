package org.tradepost.orders.personaldata.control;

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
import org.tradepost.shared.rest.DebugLog;

/** Erases what is to be erased, a few batches every second, on every replica. */
@ApplicationScoped
public class ErasureSweep {

    private static final Logger LOG = Logger.getLogger(ErasureSweep.class.getName());
    private static final int BATCHES = 10;

    @Inject
    ErasedPersons persons;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private ScheduledFuture<?> job;

    void start(@Observes Startup event) {
        job = scheduler.scheduleWithFixedDelay(this::sweep, 5, 1, TimeUnit.SECONDS);
    }

    void stop(@Observes Shutdown event) {
        if (job != null) {
            job.cancel(false);
        }
    }

    // An exception would end the schedule for ever; a database that is away comes back.
    private void sweep() {
        try {
            for (int i = 0; i < BATCHES && persons.eraseNext(); i++) {
                DebugLog.fine(LOG, () -> "a batch of an erased person's orders has been looked through");
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "personal data waits to be erased", e);
        }
    }
}
