package org.tradepost.orders.webhook.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.tradepost.shared.production.Finding;
import org.tradepost.shared.production.ProductionCheck;
import org.tradepost.shared.production.ProductionMode;

/** In production no webhook may reach what listens beside us, or be read on its way. */
@ApplicationScoped
public class NoLoopbackInProduction implements ProductionCheck {

    private final boolean loopback;

    @Inject
    public NoLoopbackInProduction(WebhookSettings settings) {
        this(settings.loopback);
    }

    NoLoopbackInProduction(boolean loopback) {
        this.loopback = loopback;
    }

    /** For the container's proxy only. */
    protected NoLoopbackInProduction() {
        this(false);
    }

    @Override
    public List<Finding> findings() {
        return loopback
                ? List.of(new Finding(
                        ProductionMode.variable(WebhookSettings.LOOPBACK),
                        "lets webhooks reach this machine, without TLS"))
                : List.of();
    }
}
