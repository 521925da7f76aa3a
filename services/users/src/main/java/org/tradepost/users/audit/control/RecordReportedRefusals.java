package org.tradepost.users.audit.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.audit.Outcome;
import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.users.audit.entity.ReportedRefusal;

/** Writes what the gateway refused into the audit log: all of a report or nothing. */
@ApplicationScoped
public class RecordReportedRefusals {

    private static final String REPORTER = "gateway";

    /** What the gateway refuses by itself; nothing else can be put into the log this way. */
    private static final Set<AuditAction> REPORTED = Set.of(AuditAction.API_KEY_REFUSED, AuditAction.SIGNATURE_REFUSED);

    @Inject
    AuditTrail audit;

    /**
     * @param more how many others there were, by action
     * @throws ProblemException 422 for an action that is not the gateway's to report
     */
    @Transactional
    public void execute(List<ReportedRefusal> refusals, Map<String, Long> more) {
        Map<AuditAction, Long> counted = new EnumMap<>(AuditAction.class);
        more.forEach((action, count) -> counted.put(action(action), count));
        audit.recordFor(
                REPORTER,
                refusals.stream().map(RecordReportedRefusals::reported).toList(),
                counted);
    }

    private static AuditTrail.Reported reported(ReportedRefusal refusal) {
        AuditAction action = action(refusal.action());
        Deed deed = refusal.keyId() == null ? Deed.of(action) : Deed.of(action, "signing-key", refusal.keyId());
        Scene scene = new Scene(
                refusal.actor() == null ? Scene.ANONYMOUS : refusal.actor(),
                refusal.client(),
                null,
                refusal.address(),
                new Correlation(refusal.requestId(), refusal.traceId()));
        return new AuditTrail.Reported(refusal.time(), scene, deed, Outcome.refused(refusal.code()));
    }

    private static AuditAction action(String dotted) {
        return AuditAction.of(dotted).filter(REPORTED::contains).orElseThrow(() -> new ProblemException(
                        CommonError.VALIDATION_ERROR, "This action is not the gateway's to report")
                .field("action", "is not reported here"));
    }
}
