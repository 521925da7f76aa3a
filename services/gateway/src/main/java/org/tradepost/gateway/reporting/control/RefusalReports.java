package org.tradepost.gateway.reporting.control;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.gateway.edge.control.RefusalWatch;
import org.tradepost.gateway.edge.entity.CredentialsRefused;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.reporting.entity.Refusal;
import org.tradepost.shared.flood.FloodGate;
import org.tradepost.shared.rest.DebugLog;

/**
 * Reports refusals once a second, on a thread of its own. While they cannot be delivered one batch waits and what arrives meanwhile
 * is counted, so the memory that a flood takes is bounded; what has not been delivered when the gateway ends is lost.
 */
public final class RefusalReports implements RefusalWatch, AutoCloseable {

    /** Delivers a report, and waits until it is written. */
    @FunctionalInterface
    public interface Recipient {

        /** @throws Undelivered when it has to be tried again */
        void take(Report report) throws Undelivered, InterruptedException;
    }

    /** What goes out at once; {@code more} counts, by action, what was too much to be told one by one. */
    public record Report(List<Refusal> refusals, Map<String, Long> more) {}

    /** A report that may be written or not. */
    public static final class Undelivered extends Exception {

        private static final long serialVersionUID = 1L;

        public Undelivered(String reason) {
            super(reason);
        }

        public Undelivered(Throwable cause) {
            super(cause);
        }
    }

    private static final Logger LOG = Logger.getLogger(RefusalReports.class.getName());
    private static final int A_SECOND = 25;
    private static final int AN_ADDRESS = 10;
    private static final long PAUSE_MILLIS = 1_000;

    private final Recipient recipient;
    private final Clock clock;
    private final FloodGate<String, Refusal> gate = new FloodGate<>(A_SECOND, AN_ADDRESS, Refusal::action);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private FloodGate.Batch<String, Refusal> undelivered = FloodGate.Batch.nothing();
    private boolean failing;

    public RefusalReports(Recipient recipient, Clock clock) {
        this.recipient = recipient;
        this.clock = clock;
    }

    /** Reports in the background until closed. */
    public RefusalReports begin() {
        Thread.ofVirtual().name("refusal reports").start(this::loop);
        return this;
    }

    @Override
    public void refused(CredentialsRefused refusal, Exchange exchange) {
        gate.offer(Refusal.of(refusal, exchange, clock.instant()), exchange.clientAddress());
    }

    /** One batch; the same one again after a failure. */
    void deliver() throws InterruptedException {
        if (undelivered.isEmpty()) {
            undelivered = gate.empty();
        }
        if (undelivered.isEmpty()) {
            return;
        }
        try {
            recipient.take(new Report(undelivered.kept(), undelivered.more()));
            undelivered = FloodGate.Batch.nothing();
            failing = false;
        } catch (Undelivered | RuntimeException e) {
            if (failing) {
                DebugLog.fine(LOG, "refusals still wait to be told to the audit log", e);
            } else {
                LOG.log(Level.WARNING, "refusals wait to be told to the audit log", e);
            }
            failing = true;
        }
    }

    private void loop() {
        try {
            while (!stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                deliver();
            }
            deliver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the last second refused is reported before the thread ends, if that still works. */
    @Override
    public void close() {
        stopped.countDown();
    }
}
