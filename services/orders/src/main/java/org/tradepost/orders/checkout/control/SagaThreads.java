package org.tradepost.orders.checkout.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionException;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
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
     * Computes the value as part of the present request, of which nothing is stored yet.
     *
     * @throws ProblemException 503 while the application stops
     */
    public <T> CompletableFuture<T> supply(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, this::execute);
        } catch (RejectedExecutionException | IllegalStateException stopping) {
            throw new ProblemException(CommonError.SERVICE_UNAVAILABLE, "This server is stopping; try again")
                    .header("Retry-After", "1");
        }
    }

    /**
     * Computes the value as part of a request whose effect is stored: while the application stops, on the thread that asks. It may
     * wait for the database only, and that there is no connection is a failure like any other: 503 would say that nothing was begun.
     */
    public <T> CompletableFuture<T> conclude(Supplier<T> work) {
        Supplier<T> conclusion = () -> {
            try {
                return work.get();
            } catch (ConnectionException e) {
                throw new IllegalStateException("the effect is stored, and cannot be read", e);
            }
        };
        try {
            return CompletableFuture.supplyAsync(conclusion, this::execute);
        } catch (RejectedExecutionException | IllegalStateException stopping) {
            return CompletableFuture.completedFuture(conclusion.get());
        }
    }
}
