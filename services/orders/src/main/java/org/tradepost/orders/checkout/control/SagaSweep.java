package org.tradepost.orders.checkout.control;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.shared.lifecycle.Closing;
import org.tradepost.shared.lifecycle.Closing.Phase;

/** Looks, on every replica and all the time, for sagas that are due: timers that ended and leases that ran out. */
@ApplicationScoped
public class SagaSweep {
    private static final Logger LOG = Logger.getLogger(SagaSweep.class.getName());
    private static final int COUNT_EVERY = 20;

    @Inject
    SagaSettings settings;

    @Inject
    SagaRunner runner;

    @Inject
    SagaStore sagas;

    @Inject
    SagaOutcomes outcomes;

    @Inject
    SagaMeters meters;

    @Inject
    Closing closing;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private int ticks;

    void start(@Observes @Priority(3000) Startup event) {
        long every = settings.sweepEvery.toMillis();
        ScheduledFuture<?> schedule = scheduler.scheduleWithFixedDelay(this::tick, every, every, TimeUnit.MILLISECONDS);
        closing.add(Phase.INTAKE, "the sweep of sagas", Duration.ZERO, atMost -> schedule.cancel(false));
    }

    // An exception would end the schedule for ever; a database that is away comes back.
    private void tick() {
        try {
            runner.takeUpDue();
            List<UUID> awaited = outcomes.awaited();
            if (!awaited.isEmpty()) {
                sagas.atRest(awaited).forEach(saga -> outcomes.atRest(saga, Optional.empty()));
            }
            if (ticks++ % COUNT_EVERY == 0) {
                SagaBacklog backlog = sagas.backlog();
                meters.needingAttention.set(backlog.needingAttention());
                meters.oldestSeconds.set(backlog.oldestSeconds());
                meters.overdue.set(backlog.overdue());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the sweep failed and will be repeated", e);
        }
    }
}
