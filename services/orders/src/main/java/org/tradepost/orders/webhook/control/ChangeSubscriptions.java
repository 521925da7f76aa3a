package org.tradepost.orders.webhook.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.tradepost.orders.OrdersError;
import org.tradepost.orders.webhook.control.Subscriptions.Wanted;
import org.tradepost.orders.webhook.entity.Subscription;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.EntityTags;

/** Makes, changes and removes subscriptions, with an entry in the audit log each. */
@ApplicationScoped
@Transactional
public class ChangeSubscriptions {

    private static final String OBJECT = "webhook";

    private final Subscriptions subscriptions;
    private final WebhookSecrets secrets;
    private final AuditTrail audit;
    private final int most;

    @Inject
    public ChangeSubscriptions(
            Subscriptions subscriptions, WebhookSecrets secrets, AuditTrail audit, WebhookSettings settings) {
        this(subscriptions, secrets, audit, settings.maxSubscriptions);
    }

    ChangeSubscriptions(Subscriptions subscriptions, WebhookSecrets secrets, AuditTrail audit, int most) {
        this.subscriptions = subscriptions;
        this.secrets = secrets;
        this.audit = audit;
        this.most = most;
    }

    /** For the container's proxy only. */
    protected ChangeSubscriptions() {
        this(null, null, null, 0);
    }

    /**
     * @return the new subscription's id
     * @throws ProblemException 409 when there are as many as there may be
     */
    public UUID create(Scene scene, Wanted wanted) {
        if (subscriptions.countLocked() >= most) {
            throw new ProblemException(OrdersError.WEBHOOK_LIMIT_REACHED, "There are " + most + " webhooks already");
        }
        UUID id = Ids.newId();
        subscriptions.add(id, wanted);
        secrets.rotate(id);
        audit.record(scene, Deed.of(AuditAction.WEBHOOK_CREATED, OBJECT, id));
        return id;
    }

    /** @throws ProblemException 404, 412 or 428 */
    public Subscription change(Scene scene, UUID id, String ifMatch, Wanted wanted) {
        EntityTags.requireMatch(ifMatch, locked(id).version());
        subscriptions.change(id, wanted);
        audit.record(
                scene,
                Deed.of(AuditAction.WEBHOOK_CHANGED, OBJECT, id)
                        .with("status", wanted.status().name()));
        return require(id);
    }

    /** @throws ProblemException 404, 412 or 428 */
    public void remove(UUID id, String ifMatch) {
        EntityTags.requireMatch(ifMatch, locked(id).version());
        subscriptions.remove(id);
        audit.record(Deed.of(AuditAction.WEBHOOK_DELETED, OBJECT, id));
    }

    /** @throws ProblemException 404 */
    public UUID rotateSecret(UUID id) {
        locked(id);
        secrets.rotate(id);
        audit.record(Deed.of(AuditAction.WEBHOOK_SECRET_ROTATED, OBJECT, id));
        return id;
    }

    /** @throws ProblemException 404 when there is none */
    public Subscription require(UUID id) {
        return subscriptions.find(id).orElseThrow(ChangeSubscriptions::notFound);
    }

    private Subscription locked(UUID id) {
        return subscriptions.locked(id).orElseThrow(ChangeSubscriptions::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(CommonError.NOT_FOUND, "There is no such webhook");
    }
}
