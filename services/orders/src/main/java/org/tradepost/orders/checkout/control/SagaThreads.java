package org.tradepost.orders.checkout.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.tradepost.shared.rest.Correlation;

/**
 * Virtual threads for whatever waits for another service. The container's platform threads are left to what waits for the
 * database at most; so any number of sagas can call services of the same server, and few platform threads suffice.
 */
@ApplicationScoped
@ManagedExecutorDefinition(name = SagaThreads.NAME, virtual = true)
public class SagaThreads {
    static final String NAME = "java:module/concurrent/sagas";

    @Resource(lookup = NAME)
    ManagedExecutorService executor;

    /**
     * Runs the work as part of the present request.
     *
     * @throws RejectedExecutionException while the application stops
     */
    public void execute(Runnable work) {
        executor.execute(Correlation.carriedBy(work));
    }

    /**
     * Computes the value as part of the present request.
     *
     * @throws RejectedExecutionException while the application stops
     */
    public <T> CompletableFuture<T> supply(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, this::execute);
    }
}
