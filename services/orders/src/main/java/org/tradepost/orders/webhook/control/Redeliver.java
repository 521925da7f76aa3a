package org.tradepost.orders.webhook.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.tradepost.orders.OrdersError;
import org.tradepost.orders.webhook.entity.Delivery;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Sends an event again that was delivered or given up. It keeps its id, by which the receiver knows it. */
@ApplicationScoped
@Transactional
public class Redeliver {

    private final DeliveryLog log;
    private final AuditTrail audit;

    @Inject
    public Redeliver(DeliveryLog log, AuditTrail audit) {
        this.log = log;
        this.audit = audit;
    }

    /** For the container's proxy only. */
    protected Redeliver() {
        this(null, null);
    }

    /**
     * @return the delivery's id
     * @throws ProblemException 404; 409 while it is still being tried
     */
    public UUID redeliver(UUID subscription, UUID id) {
        require(subscription, id);
        if (!log.beginAnew(id)) {
            throw new ProblemException(OrdersError.WEBHOOK_DELIVERY_PENDING, "The delivery is still being tried");
        }
        audit.record(Deed.of(AuditAction.WEBHOOK_REDELIVERED, "webhook", subscription)
                .with("delivery", id));
        return id;
    }

    /** @throws ProblemException 404 when there is none */
    public Delivery require(UUID subscription, UUID id) {
        return log.find(subscription, id)
                .orElseThrow(() -> new ProblemException(CommonError.NOT_FOUND, "There is no such delivery"));
    }
}
