package org.tradepost.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.tradepost.shared.lifecycle.Draining;

/** The gateway is ready as long as nobody asked it to drain; what is behind it has readiness of its own. */
@Readiness
@ApplicationScoped
public class GatewayReadiness implements HealthCheck {

    @Inject
    Draining draining;

    @Override
    public HealthCheckResponse call() {
        boolean drains = draining.isBegun();
        return HealthCheckResponse.named("gateway")
                .status(!drains)
                .withData("draining", drains)
                .withData("drained", draining.isOver())
                .build();
    }
}
