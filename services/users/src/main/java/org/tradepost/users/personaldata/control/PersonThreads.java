package org.tradepost.users.personaldata.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.tradepost.shared.rest.Correlation;

/** Virtual threads for what waits for other services; the container's few platform threads never do. */
@ApplicationScoped
@ManagedExecutorDefinition(name = PersonThreads.NAME, virtual = true)
public class PersonThreads {

    static final String NAME = "java:module/concurrent/persons";

    @Resource(lookup = NAME)
    ManagedExecutorService executor;

    /**
     * Computes the value as part of the present request.
     *
     * @throws RejectedExecutionException while the application stops
     */
    public <T> CompletableFuture<T> supply(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        executor.execute(Correlation.carriedBy(() -> {
            try {
                result.complete(work.get());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        }));
        return result;
    }
}
