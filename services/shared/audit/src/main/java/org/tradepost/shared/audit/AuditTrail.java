package org.tradepost.shared.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.rest.Correlation;

/** Where services write what happened. */
@ApplicationScoped
public class AuditTrail {

    @Inject
    @ConfigProperty(name = "tradepost.service.name")
    String service;

    @Inject
    OutboxWriter outbox;

    @Inject
    Refusals refusals;

    @Inject
    CallerContext callers;

    @Inject
    ClientAddress addresses;

    /** The scene of the request that this thread works for; anonymous outside any request. */
    public Scene scene() {
        Scene nobody = new Scene(Scene.ANONYMOUS, null, null, null, Correlation.current());
        try {
            String address = addresses.address();
            Scene unknown = new Scene(Scene.ANONYMOUS, null, null, address, nobody.correlation());
            return callers.optionalCaller()
                    .map(caller -> unknown.by(caller.userId().toString()))
                    .orElse(unknown);
        } catch (ContextNotActiveException e) {
            return nobody;
        }
    }

    /** Records what the present request did. Call it inside the transaction of the effect: both commit or neither does. */
    public void record(Deed deed) {
        record(scene(), deed);
    }

    /** As {@link #record(Deed)}, on another thread than that of the request. */
    public void record(Scene scene, Deed deed) {
        outbox.append(AuditRecord.of(service, Instant.now(), scene, deed, Outcome.SUCCEEDED)
                .toEvent());
    }

    /**
     * Records a refusal, which changes nothing and so has no transaction to join. Returns at once and never fails; the entry is
     * written within a second, or only counted when there are too many.
     */
    public void recordApart(Scene scene, Deed deed, Outcome outcome) {
        refusals.offer(AuditRecord.of(service, Instant.now(), scene, deed, outcome), scene.source());
    }

    /** Passes on a refusal that another service reports, which has no outbox of its own. */
    public void recordFor(String reporter, Instant time, Scene scene, Deed deed, Outcome outcome) {
        refusals.offer(AuditRecord.of(reporter, time, scene, deed, outcome), scene.source());
    }
}
