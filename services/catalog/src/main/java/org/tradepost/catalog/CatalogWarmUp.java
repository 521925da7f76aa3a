package org.tradepost.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.tradepost.shared.health.WarmUp;

/** Runs what orders and shoppers will call, until it is compiled or the time is up. */
@ApplicationScoped
public class CatalogWarmUp implements WarmUp {

    private static final int ROUNDS = 300;
    private static final long LIMIT = Duration.ofSeconds(5).toNanos();

    @Inject
    RehearsedOrder rehearsal;

    @Override
    public String name() {
        return "catalog";
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        for (int round = 0; round < ROUNDS && System.nanoTime() - start < LIMIT; round++) {
            rehearsal.play();
        }
    }
}
