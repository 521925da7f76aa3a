package org.tradepost.gateway;

import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.tradepost.gateway.contracts.control.PublishedContract;
import org.tradepost.gateway.edge.boundary.LastConnections;
import org.tradepost.shared.lifecycle.Draining;
import org.tradepost.shared.observability.HttpObservation;
import org.tradepost.shared.resilience.ClientGuards;
import org.tradepost.shared.resilience.RequestsInFlight;
import org.tradepost.shared.settings.LiveSettings;

/** Starts the gateway with its WAR; a missing setting stops it here, at once. */
@WebListener
public class GatewayStart implements ServletContextListener {

    private static final Logger LOG = Logger.getLogger(GatewayStart.class.getName());

    private Gateway gateway;

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Inject
    MetricRegistry metrics;

    @Inject
    ClientGuards guards;

    @Inject
    LiveSettings live;

    @Inject
    RequestsInFlight inFlight;

    @Inject
    Draining draining;

    @Inject
    Tracer tracer;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        var config = ConfigProvider.getConfig();
        GatewayInProduction.require(name -> config.getOptionalValue(name, String.class));
        var settings =
                GatewaySettings.from(name -> live.text(name).or(() -> config.getOptionalValue(name, String.class)));
        try {
            gateway = Gateway.install(
                    event.getServletContext(),
                    settings,
                    contract(),
                    guards.guards(),
                    inFlight,
                    draining::requireOpen,
                    draining::isBegun,
                    HttpObservation.of(config, metrics, "gateway")::answered,
                    live,
                    tracer);
            draining.whenBegun(gateway::endStreams);
            gateway.meters().publish(metrics);
            if (metrics != null) {
                gateway.cache().publish(metrics);
            }
            LastConnections.register(event.getServletContext(), draining::isBegun);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The gateway cannot start", e);
        }
    }

    /** A fault of the documentation is loud, but keeps nobody from ordering. */
    private static Optional<PublishedContract> contract() {
        try {
            return Optional.of(PublishedContract.load());
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "the API document cannot be made", e);
            return Optional.empty();
        }
    }
}
