package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.orders.checkout.control.SagaStore.Claim;
import org.tradepost.orders.checkout.entity.SagaInstance;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.shared.lifecycle.Closing;
import org.tradepost.shared.lifecycle.Closing.Phase;
import org.tradepost.shared.lifecycle.Draining;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * Runs sagas: those that requests begin, in a bounded number of slots, so that a burst is refused before it is stored rather than
 * left to wait; and those that the sweep takes up, in a few slots of their own.
 */
@ApplicationScoped
public class SagaRunner {
    private static final Logger LOG = Logger.getLogger(SagaRunner.class.getName());
    private static final Duration TO_FINISH = Duration.ofSeconds(12);

    @Inject
    SagaSettings settings;

    @Inject
    CheckoutSaga saga;

    @Inject
    SagaStore sagas;

    @Inject
    SagaLoader loader;

    @Inject
    SagaOutcomes outcomes;

    @Inject
    SagaMeters meters;

    @Inject
    SagaThreads threads;

    @Inject
    Draining draining;

    @Inject
    Closing closings;

    private Semaphore slots;
    private Semaphore recoverySlots;
    private volatile boolean closing;

    /** The right to begin one saga. Given back exactly once, however often it is closed. */
    public final class Slot implements AutoCloseable {
        private final AtomicBoolean open = new AtomicBoolean(true);

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                meters.active.decrementAndGet();
                slots.release();
            }
        }
    }

    void open(@Observes Startup event) {
        slots = new Semaphore(settings.concurrency);
        recoverySlots = new Semaphore(settings.recoveryConcurrency);
        closings.add(Phase.INTAKE, "new sagas", Duration.ZERO, atMost -> closing = true);
        closings.add(Phase.WORK, "sagas", TO_FINISH, this::close);
    }

    /**
     * Takes a slot, before anything is stored.
     *
     * @throws ProblemException 503 when all are taken
     */
    public Slot takeSlot() {
        if (closing || !slots.tryAcquire()) {
            meters.refusedBusy.increment();
            throw new ProblemException(CommonError.SERVICE_UNAVAILABLE, "Too many orders are being placed; try again")
                    .header("Retry-After", "1");
        }
        meters.active.incrementAndGet();
        return new Slot();
    }

    /** Drives a saga that has just been stored, and gives its slot back. */
    public void start(SagaWork work, Lease lease, Slot slot) {
        try {
            threads.execute(() -> {
                try (slot) {
                    drive(work, lease);
                } catch (RuntimeException e) {
                    // The lease runs out, then the sweep takes the saga up where it was recorded last.
                    failed(work.saga(), e);
                }
            });
        } catch (RejectedExecutionException e) {
            slot.close();
            failed(work.saga(), e);
        }
    }

    /** Takes up sagas that are due and nobody's; as many as there are free recovery slots. */
    public void takeUpDue() {
        int free = recoverySlots.drainPermits();
        int used = 0;
        try {
            if (free > 0 && !isEnding()) {
                List<Claim> claims = sagas.claimDue(settings.owner(), settings.lease, free);
                for (Claim claim : claims) {
                    threads.execute(() -> recoverAndRelease(claim));
                    used++;
                }
            }
        } finally {
            recoverySlots.release(free - used);
        }
    }

    private void recoverAndRelease(Claim first) {
        try {
            Claim claim = first;
            while (claim != null) {
                recover(claim);
                // While there is a backlog a worker goes on without waiting for the next sweep.
                claim = isEnding()
                        ? null
                        : sagas.claimDue(settings.owner(), settings.lease, 1).stream()
                                .findFirst()
                                .orElse(null);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the sweep could not go on", e);
        } finally {
            recoverySlots.release();
        }
    }

    /** One saga that cannot be read or driven is put off; it never keeps others from being taken up. */
    private void recover(Claim claim) {
        Lease lease = settings.newLease();
        try {
            Optional<SagaInstance> found = sagas.read(claim, settings.owner());
            if (found.isPresent()) {
                LOG.info(() -> "taking up " + found.get());
                drive(loader.load(found.get()), lease);
            }
        } catch (RuntimeException e) {
            meters.failures.increment();
            LOG.log(Level.SEVERE, "saga " + claim.id() + " could not be taken up and is put off", e);
            sagas.postpone(claim, settings.owner(), settings.postponeBroken);
        }
    }

    private void drive(SagaWork work, Lease lease) {
        Optional<Order> order = saga.drive(work, lease);
        if (order.isPresent()) {
            outcomes.atRest(work.saga().id(), order);
        }
    }

    private void failed(SagaInstance instance, RuntimeException e) {
        meters.failures.increment();
        LOG.log(Level.SEVERE, instance + " failed; it will be taken up again", e);
    }

    /** What is due is left to other replicas from the moment that this one drains. */
    private boolean isEnding() {
        return closing || draining.isBegun();
    }

    /** Lets what is in flight finish, then gives all leases back, so that other replicas need not wait for their end. */
    private void close(Duration atMost) throws InterruptedException {
        if (!slots.tryAcquire(settings.concurrency, atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warning("some sagas are still running; others will take them up");
        }
        LOG.info(() -> "leases given back: " + sagas.releaseAll(settings.owner()));
    }
}
