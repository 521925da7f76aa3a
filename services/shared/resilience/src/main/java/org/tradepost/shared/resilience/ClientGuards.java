package org.tradepost.shared.resilience;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.tradepost.shared.settings.LiveSettings;

/** The guards of this service's clients, as configured; their figures are metrics, too. */
@ApplicationScoped
public class ClientGuards {

    @Inject
    Config config;

    @Inject
    LiveSettings settings;

    @Inject
    MetricRegistry metrics;

    @Inject
    RequestsInFlight inFlight;

    private Guards guards;

    protected ClientGuards() {
        // for the container
    }

    /** For callers outside a container; the guards are theirs to close. */
    public ClientGuards(Guards guards) {
        this.guards = guards;
    }

    @PostConstruct
    void make() {
        guards = Guards.of(name -> config.getOptionalValue(name, String.class), settings);
    }

    void publish(@Observes Startup event) {
        String service =
                config.getOptionalValue("tradepost.service.name", String.class).orElse("gateway");
        GuardMetrics published = new GuardMetrics(metrics, service);
        guards.all().forEach(published::publish);
        published.publish(inFlight);
    }

    @PreDestroy
    void close() {
        guards.close();
    }

    /** @throws IllegalArgumentException if the settings name no such client */
    public Guard of(String client) {
        return guards.of(client);
    }

    /** All of them, for whoever is put together without a container. */
    public Guards guards() {
        return guards;
    }

    public List<GuardReport> reports() {
        return guards.reports();
    }
}
