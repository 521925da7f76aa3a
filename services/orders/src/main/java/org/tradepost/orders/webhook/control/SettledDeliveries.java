package org.tradepost.orders.webhook.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.tradepost.shared.database.ExpirySweep;

/** Keeps the log of deliveries from growing without end. */
@ApplicationScoped
public class SettledDeliveries extends ExpirySweep {

    @Inject
    DeliveryLog log;

    public SettledDeliveries() {
        super("webhook deliveries", Duration.ofMinutes(10));
    }

    @Override
    protected int removeExpired() {
        return log.removeOld();
    }
}
