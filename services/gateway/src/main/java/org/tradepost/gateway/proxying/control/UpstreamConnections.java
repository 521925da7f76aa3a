package org.tradepost.gateway.proxying.control;

import java.util.Locale;
import java.util.function.ToLongFunction;
import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** The connections of the gateway's client to the services, in all its pools together: {@code http_connections}. */
public record UpstreamConnections(HttpClient client) {

    /** What a connection does. */
    public enum State {
        /** Carries a request. */
        ACTIVE(AbstractConnectionPool::getActiveConnectionCount),
        /** Waits for one. */
        IDLE(AbstractConnectionPool::getIdleConnectionCount),
        /** Is being made. */
        PENDING(AbstractConnectionPool::getPendingConnectionCount);

        private final ToLongFunction<AbstractConnectionPool> count;

        State(ToLongFunction<AbstractConnectionPool> count) {
            this.count = count;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many connections are in the state. */
    public long count(State state) {
        return client.getDestinations().stream()
                .map(destination -> destination.getConnectionPool())
                .filter(AbstractConnectionPool.class::isInstance)
                .map(AbstractConnectionPool.class::cast)
                .mapToLong(state.count)
                .sum();
    }

    /** Publishes them with the label {@code state}. */
    public void publish(MetricRegistry registry) {
        for (State state : State.values()) {
            registry.gauge(
                    "http_connections",
                    () -> count(state),
                    new Tag("service", "gateway"),
                    new Tag("state", state.label()));
        }
    }
}
