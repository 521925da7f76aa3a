package org.tradepost.catalog.product.control;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.health.WarmUp;
import org.tradepost.shared.outbox.ReplicaChanges;

/** Notes each minute which products are read most, and has them in memory when the service starts, a hundred at a time. */
@ApplicationScoped
public class HotProducts implements WarmUp {

    private static final Logger LOG = Logger.getLogger(HotProducts.class.getName());
    private static final int MOST = 1_000;
    private static final int AT_A_TIME = 100;
    private static final Duration EVERY = Duration.ofMinutes(1);
    /** The cache is not to be filled before changes are heard of, which takes a moment after the start. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String NOTE =
            """
            WITH others AS (DELETE FROM hot_product WHERE sku <> ALL(:skus))
            INSERT INTO hot_product (sku, place) SELECT * FROM unnest(:skus, :places) AS r (sku, place) ORDER BY r.sku COLLATE "C"
            ON CONFLICT (sku) DO UPDATE SET place = excluded.place""";

    private final Jdbi jdbi;
    private final CachedProducts cached;
    private final BooleanSupplier fresh;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private ScheduledFuture<?> job;

    @Inject
    public HotProducts(Jdbi jdbi, CachedProducts cached, ReplicaChanges changes) {
        this(jdbi, cached, (BooleanSupplier) changes::isFresh);
    }

    HotProducts(Jdbi jdbi, CachedProducts cached, BooleanSupplier fresh) {
        this.jdbi = jdbi;
        this.cached = cached;
        this.fresh = fresh;
    }

    /** For the container's proxy. */
    protected HotProducts() {
        this(null, null, (BooleanSupplier) null);
    }

    void onStartup(@Observes Startup event) {
        job = scheduler.scheduleWithFixedDelay(this::note, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (job != null) {
            job.cancel(false);
        }
    }

    @Override
    public String name() {
        return "products in memory";
    }

    @Override
    public void run() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!fresh.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                LOG.info("no products are read ahead: changes are not heard of yet");
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        List<String> hot = jdbi.withHandle(handle -> handle.createQuery("SELECT sku FROM hot_product ORDER BY place")
                .mapTo(String.class)
                .list());
        for (int from = 0; from < hot.size(); from += AT_A_TIME) {
            cached.findAll(hot.subList(from, Math.min(hot.size(), from + AT_A_TIME)));
        }
    }

    /** Writes down the products that are read most; nothing while nobody reads any. */
    void note() {
        List<String> hot = cached.hottest(MOST);
        if (hot.isEmpty()) {
            return;
        }
        try {
            jdbi.useHandle(handle -> handle.createUpdate(NOTE)
                    .bindArray("skus", String.class, hot)
                    .bindArray(
                            "places",
                            Integer.class,
                            IntStream.range(0, hot.size()).boxed().toList())
                    .execute());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "which products are read most is noted again in a minute", e);
        }
    }
}
