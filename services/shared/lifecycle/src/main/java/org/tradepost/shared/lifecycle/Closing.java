package org.tradepost.shared.lifecycle;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What this service closes when it stops, in the order of {@link Phase}; connection pools come last, by the container. A step that fails
 * or takes its time does not keep the others from being taken.
 */
@ApplicationScoped
public class Closing {

    /** The order. */
    public enum Phase {
        /** Nothing new is begun. */
        INTAKE,
        /** What has begun is finished, or handed over to other replicas. */
        WORK,
        /** Events that were read are consumed and committed. */
        CONSUMERS,
        /** What is still to be written is. */
        LAST_WORDS,
        /** What was written is sent. */
        RELAY
    }

    /** One thing to close. */
    @FunctionalInterface
    public interface Step {
        /**
         * @param atMost when it has to give up
         */
        void close(Duration atMost) throws InterruptedException;
    }

    private record Registered(Phase phase, String name, Duration budget, Step step) {}

    /** Below the 30 s in which a server has to be gone. */
    static final Duration TOTAL = Duration.ofSeconds(25);

    private static final Logger LOG = Logger.getLogger(Closing.class.getName());

    private final List<Registered> steps = new ArrayList<>();

    /**
     * @param budget what it may take at most; less when others took long
     */
    public synchronized void add(Phase phase, String name, Duration budget, Step step) {
        steps.add(new Registered(phase, name, budget, step));
    }

    /** Runs every step once. */
    synchronized void close(@Observes @Priority(1) Shutdown event) {
        long end = System.nanoTime() + TOTAL.toNanos();
        List<Registered> ordered = new ArrayList<>(steps);
        ordered.sort(Comparator.comparing(Registered::phase));
        steps.clear();
        ordered.forEach(step -> close(step, Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
    }

    private static void close(Registered step, Duration left) {
        long begun = System.nanoTime();
        try {
            step.step().close(step.budget().compareTo(left) < 0 ? step.budget() : left);
            LOG.info(() -> "closed " + step.name() + " in " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, step.name() + " did not close well", e);
        }
    }
}
