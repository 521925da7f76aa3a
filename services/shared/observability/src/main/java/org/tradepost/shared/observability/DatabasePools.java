package org.tradepost.shared.observability;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Publishes {@code db_connections} from what Open Liberty's monitor knows of the connection pools; 0 until a pool is first used. */
@ApplicationScoped
public class DatabasePools {

    private static final Metadata CONNECTIONS = Metadata.builder()
            .withName("db_connections")
            .withDescription("Connections to the database")
            .build();

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    @Inject
    MetricRegistry registry;

    @Inject
    @ConfigProperty(name = "tradepost.service.name")
    String service;

    /** The data sources of this service, {@code jdbc/NAME} each; without databases none. */
    @Inject
    @ConfigProperty(name = "tradepost.db.pools")
    Optional<List<String>> pools;

    @Inject
    @ConfigProperty(name = "tradepost.db.pool")
    Optional<Integer> most;

    void publish(@Observes Startup event) {
        for (String pool : pools.orElse(List.of())) {
            ObjectName bean = bean(pool);
            gauge(
                    pool,
                    "active",
                    () -> attribute(bean, "ManagedConnectionCount") - attribute(bean, "FreeConnectionCount"));
            gauge(pool, "idle", () -> attribute(bean, "FreeConnectionCount"));
            most.ifPresent(max -> gauge(pool, "max", () -> max.longValue()));
        }
    }

    private void gauge(String pool, String state, Supplier<Long> value) {
        registry.gauge(CONNECTIONS, value, new Tag("service", service), new Tag("pool", pool), new Tag("state", state));
    }

    private static ObjectName bean(String pool) {
        try {
            return new ObjectName("WebSphere:type=ConnectionPoolStats,name=jdbc/" + pool);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("tradepost.db.pools: " + pool, e);
        }
    }

    private long attribute(ObjectName bean, String name) {
        try {
            return ((Number) beans.getAttribute(bean, name)).longValue();
        } catch (JMException notUsedYet) {
            return 0;
        }
    }
}
