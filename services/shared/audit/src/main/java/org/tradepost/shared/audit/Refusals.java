package org.tradepost.shared.audit;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.shared.flood.FloodGate;
import org.tradepost.shared.lifecycle.Closing;
import org.tradepost.shared.lifecycle.Closing.Phase;
import org.tradepost.shared.outbox.BackgroundLoop;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.rest.DebugLog;

/** Writes refusals once a second, on a thread of its own, and keeps them while the database is away. */
@ApplicationScoped
public class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int A_SECOND = 25;
    private static final int A_SOURCE = 10;

    @Inject
    @ConfigProperty(name = "tradepost.service.name")
    String service;

    @Inject
    OutboxWriter outbox;

    @Inject
    Closing closing;

    @Resource
    ManagedThreadFactory threads;

    private final FloodGate<String, AuditRecord> gate =
            new FloodGate<>(A_SECOND, A_SOURCE, record -> record.entry().action());
    private List<AuditRecord> unwritten = List.of();
    private BackgroundLoop loop;

    void onStartup(@Observes Startup event) {
        loop = new BackgroundLoop("audit-refusals-" + service, this::write, () -> {});
        loop.start(threads);
        closing.add(Phase.LAST_WORDS, "the record of refusals", Duration.ofSeconds(2), this::stop);
    }

    /** What was refused in the last second is written before the service ends, if the database still answers. */
    private void stop(Duration atMost) throws InterruptedException {
        loop.stop(atMost);
        try {
            write();
        } catch (RuntimeException e) {
            DebugLog.fine(LOG, "the last refusals are not in the audit log", e);
        }
    }

    void offer(AuditRecord record, String source) {
        gate.offer(record, source);
    }

    /** One batch; the same one again after a failure, while the gate counts what arrives meanwhile. */
    synchronized Duration write() {
        if (unwritten.isEmpty()) {
            unwritten = records(gate.empty());
        }
        outbox.appendAll(unwritten.stream().map(AuditRecord::toEvent).toList());
        unwritten = List.of();
        return PAUSE;
    }

    private List<AuditRecord> records(FloodGate.Batch<String, AuditRecord> batch) {
        List<AuditRecord> records = new ArrayList<>(batch.kept());
        batch.more()
                .forEach((action, count) -> records.add(AuditRecord.counting(
                        service, Instant.now(), AuditAction.of(action).orElseThrow(), count)));
        return records;
    }
}
