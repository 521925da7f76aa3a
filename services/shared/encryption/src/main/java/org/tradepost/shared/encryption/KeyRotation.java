package org.tradepost.shared.encryption;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Encrypts under the current key what older versions left readable or an older key encrypted: once after each start, and every
 * hour for what another replica wrote meanwhile. Each step is a batch and a rest, so that requests hardly notice; every replica does it, as
 * doing it twice does no harm.
 */
@ApplicationScoped
public class KeyRotation {

    private static final Logger LOG = Logger.getLogger(KeyRotation.class.getName());
    private static final int BATCH = 200;
    private static final UUID FIRST = new UUID(0, 0);
    private static final long BUSY_NANOS = Duration.ofMillis(200).toNanos();
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration FIRST_STEP = Duration.ofSeconds(5);
    private static final Duration PASS = Duration.ofHours(1);

    private final Iterable<EncryptedRows> tables;
    private final Deque<EncryptedRows> toDo = new ArrayDeque<>();
    private UUID after = FIRST;
    private long nextPass = System.nanoTime();
    private ScheduledFuture<?> job;

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    public KeyRotation(@Any Instance<EncryptedRows> tables) {
        this((Iterable<EncryptedRows>) tables);
    }

    public KeyRotation(Iterable<EncryptedRows> tables) {
        this.tables = tables;
    }

    /** For the container's proxy only. */
    protected KeyRotation() {
        this((Iterable<EncryptedRows>) null);
    }

    void start(@Observes Startup event) {
        job = scheduler.scheduleWithFixedDelay(
                this::step, FIRST_STEP.toMillis(), STEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes Shutdown event) {
        if (job != null) {
            job.cancel(false);
        }
    }

    /** One whole pass over every table, in batches. */
    public void pass() {
        for (EncryptedRows table : tables) {
            Optional<UUID> last = Optional.of(FIRST);
            while (last.isPresent()) {
                last = table.encryptAnew(last.get(), BATCH);
            }
        }
    }

    // An exception would end the schedule for ever; a database that is away comes back.
    private void step() {
        try {
            long begun = System.nanoTime();
            if (begun - nextPass >= 0) {
                nextPass = begun + PASS.toNanos();
                toDo.clear();
                tables.forEach(toDo::add);
                after = FIRST;
            }
            while (!toDo.isEmpty() && System.nanoTime() - begun < BUSY_NANOS) {
                Optional<UUID> last = toDo.element().encryptAnew(after, BATCH);
                after = last.orElse(FIRST);
                if (last.isEmpty()) {
                    toDo.remove();
                }
            }
        } catch (RuntimeException e) {
            // Begins anew with the next pass: one row that does not open must not be met twice a second.
            toDo.clear();
            LOG.log(Level.WARNING, "values wait to be encrypted anew", e);
        }
    }
}
