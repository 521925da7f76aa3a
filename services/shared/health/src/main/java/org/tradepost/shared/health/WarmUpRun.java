package org.tradepost.shared.health;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs every {@link WarmUp} once, beside the start of the application. */
@ApplicationScoped
public class WarmUpRun {

    private static final Logger LOG = Logger.getLogger(WarmUpRun.class.getName());

    @Inject
    @Any
    Instance<WarmUp> warmUps;

    @Resource
    ManagedExecutorService executor;

    @Inject
    @ConfigProperty(name = "tradepost.warm-up", defaultValue = "true")
    boolean wanted;

    private volatile boolean done;

    void onStartup(@Observes Startup event) {
        executor.execute(this::run);
    }

    public boolean isDone() {
        return done;
    }

    private void run() {
        for (WarmUp warmUp : warmUps) {
            if (!wanted && !warmUp.indispensable()) {
                continue;
            }
            long start = System.nanoTime();
            try {
                warmUp.run();
                LOG.info(() -> "warmed up " + warmUp.name() + " in " + (System.nanoTime() - start) / 1_000_000 + " ms");
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "warming up " + warmUp.name() + " failed; the first requests will be slower", e);
            }
        }
        done = true;
    }
}
