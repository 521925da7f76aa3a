package org.tradepost.gateway.signing.control;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import org.tradepost.shared.rest.DebugLog;

/**
 * Who must sign, asked for in the background. While the users service is away the last answer counts; before the first answer nobody
 * can be known, but then no access token can be verified either, because its keys come from the same service.
 */
public final class RequiredSigners implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RequiredSigners.class.getName());

    private final Partners partners;
    private final Duration every;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile Set<UUID> owners = Set.of();
    private volatile boolean asked;

    public RequiredSigners(Partners partners, Duration every) {
        this.partners = partners;
        this.every = every;
    }

    /** Asks now, and from then on in the background until closed. Waits, so not on a thread of the container's. */
    public void begin() {
        refresh();
        if (begun.compareAndSet(false, true)) {
            Thread.ofVirtual().name("required signers").start(this::loop);
        }
    }

    /** Whether the first answer, or failure, is there. */
    public boolean isKnown() {
        return asked;
    }

    public boolean contains(UUID owner) {
        return owners.contains(owner);
    }

    private void refresh() {
        try {
            owners = Set.copyOf(partners.requiredSigners());
        } catch (RuntimeException e) {
            DebugLog.fine(LOG, "who must sign is not known; the last answer counts", e);
        } finally {
            asked = true;
        }
    }

    private void loop() {
        try {
            while (!stopped.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                refresh();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopped.countDown();
    }
}
