package org.tradepost.cli.verify;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tradepost.cli.ProgressReporter;
import org.tradepost.client.http.Persistence;

/** Checks all invariants; suspects are looked at again, with growing pauses, until a lease and ten seconds have passed. */
final class Verification {
    static final List<Invariant> INVARIANTS = List.of(
            new AcknowledgedOrders(),
            new CapturedMoney(),
            new ProviderAgrees(),
            new SingleCapture(),
            new LedgerBalances(),
            new StockAddsUp(),
            new StockBounds(),
            new LiveReservations(),
            new OrderHistories(),
            new OrderEventsTold(),
            new OutboxOnTopics(),
            new EffectsHaveEvents(),
            new EventsTakeEffect(),
            new AuditChain(),
            new AuditComplete());

    /** Together a lease of 15 s and 10 s; most suspects of a busy platform are gone after the first. */
    static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(20));

    private static final String ATTENTION = "SELECT count(*) FROM audit_order WHERE status = 'NEEDS_ATTENTION'";
    private static final String PARKED = "SELECT count(*) FROM audit_parked_event WHERE state = 'PARKED'";

    private final Supplier<Audit> audits;
    private final List<Duration> pauses;

    Verification(Supplier<Audit> audits, List<Duration> pauses) {
        this.audits = audits;
        this.pauses = pauses;
    }

    VerifyReport run() {
        Map<Invariant, Finding> findings = new LinkedHashMap<>();
        long needAttention;
        long parked;
        try (Audit audit = audits.get();
                ProgressReporter progress = ProgressReporter.of("Checking invariants", INVARIANTS.size())) {
            needAttention = audit.orders().count(ATTENTION);
            parked = audit.orders().count(PARKED) + audit.users().count(PARKED);
            for (Invariant invariant : INVARIANTS) {
                progress.detail(invariant.name());
                findings.put(invariant, invariant.check(audit));
                progress.advance(1);
            }
        }
        for (Duration pause : pauses) {
            if (findings.values().stream().allMatch(Finding::isClean)) {
                break;
            }
            Persistence.pause(pause.toMillis());
            lookAgain(findings);
        }
        return VerifyReport.of(findings, needAttention, parked);
    }

    private void lookAgain(Map<Invariant, Finding> findings) {
        try (Audit audit = audits.get()) {
            findings.replaceAll((invariant, finding) ->
                    finding.isClean() ? finding : invariant.check(audit).confirming(finding));
        }
    }
}
