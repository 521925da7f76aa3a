package org.tradepost.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;
import org.tradepost.shared.lifecycle.RuntimeData;

/** Says what the gateway runs on. */
@Startup
@ApplicationScoped
public class GatewayStarted implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        return RuntimeData.addTo(HealthCheckResponse.named("gateway").up()).build();
    }
}
