package org.tradepost.shared.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.rest.Correlation;

/** Where services write what happened. */
@ApplicationScoped
public class AuditTrail {

    private final String service;
    private final OutboxWriter outbox;
    private final Refusals refusals;
    private final CallerContext callers;
    private final ClientAddress addresses;

    @Inject
    public AuditTrail(
            @ConfigProperty(name = "tradepost.service.name") String service,
            OutboxWriter outbox,
            Refusals refusals,
            CallerContext callers,
            ClientAddress addresses) {
        this.service = service;
        this.outbox = outbox;
        this.refusals = refusals;
        this.callers = callers;
        this.addresses = addresses;
    }

    /** For the container's proxy only. */
    protected AuditTrail() {
        this(null, null, null, null, null);
    }

    /** The scene of the request that this thread works for; anonymous outside any request. */
    public Scene scene() {
        Scene nobody = new Scene(Scene.ANONYMOUS, null, null, null, Correlation.current());
        try {
            Scene unknown = new Scene(Scene.ANONYMOUS, null, null, addresses.address(), nobody.correlation());
            return callers.optionalCaller()
                    .map(caller -> by(caller, callers.onBehalfOf(), unknown))
                    .orElse(unknown);
        } catch (ContextNotActiveException e) {
            return nobody;
        }
    }

    /** A service of our own that calls for somebody is how that somebody acts. */
    private static Scene by(Caller caller, Optional<Caller> principal, Scene scene) {
        Caller actor = principal.orElse(caller);
        boolean isProgram = actor.subject() == Caller.Subject.CLIENT;
        return new Scene(
                isProgram ? Deed.asCode(actor.clientId()) : actor.userId().toString(),
                Deed.asCode(caller.clientId()),
                actor.sessionId() == null ? null : Deed.asCode(actor.sessionId()),
                scene.address(),
                scene.correlation());
    }

    /** Records what the present request did. Call it inside the transaction of the effect: both commit or neither does. */
    public void record(Deed deed) {
        record(scene(), deed);
    }

    /** As {@link #record(Deed)}, on another thread than that of the request. */
    public void record(Scene scene, Deed deed) {
        record(scene, deed, Outcome.SUCCEEDED);
    }

    /** As {@link #record(Scene, Deed)}, for a refusal that has an effect of its own, in whose transaction this is called. */
    public void record(Scene scene, Deed deed, Outcome outcome) {
        outbox.append(
                AuditRecord.of(service, Instant.now(), scene, deed, outcome).toEvent());
    }

    /**
     * Writes what another service reports, which has no outbox of its own; in the caller's transaction, so that the report can be
     * acknowledged.
     *
     * @param more refusals that were not reported one by one, by action
     */
    public void recordFor(String reporter, List<Reported> refusals, Map<AuditAction, Long> more) {
        List<AuditRecord> records = new ArrayList<>();
        refusals.forEach(
                one -> records.add(AuditRecord.of(reporter, one.time(), one.scene(), one.deed(), one.outcome())));
        more.forEach((action, count) -> records.add(AuditRecord.counting(reporter, Instant.now(), action, count)));
        outbox.appendAll(records.stream().map(AuditRecord::toEvent).toList());
    }

    /** A refusal that another service gave. */
    public record Reported(Instant time, Scene scene, Deed deed, Outcome outcome) {}

    /**
     * Records a refusal, which changes nothing and so has no transaction to join. Returns at once and never fails; the entry is
     * written within a second, or only counted when there are too many.
     */
    public void recordApart(Scene scene, Deed deed, Outcome outcome) {
        refusals.offer(AuditRecord.of(service, Instant.now(), scene, deed, outcome), scene.source());
    }
}
