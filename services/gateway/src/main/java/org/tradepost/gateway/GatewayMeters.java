package org.tradepost.gateway;

import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.tradepost.gateway.limits.control.SharedBuckets;
import org.tradepost.gateway.limits.entity.LimitRefusals;
import org.tradepost.gateway.limits.entity.RouteClass;
import org.tradepost.gateway.proxying.control.UpstreamConnections;
import org.tradepost.gateway.shedding.control.ConcurrencyGate;
import org.tradepost.gateway.shedding.control.StreamGate;
import org.tradepost.gateway.shedding.entity.StreamRefusal;
import org.tradepost.shared.redis.Redis;

/** What can be observed of the gateway, published as metrics. */
public record GatewayMeters(
        ConcurrencyGate gate,
        StreamGate streams,
        SharedBuckets shared,
        LimitRefusals limited,
        Optional<Redis> redis,
        UpstreamConnections connections) {

    private static final Logger LOG = Logger.getLogger(GatewayMeters.class.getName());

    /** A gateway without metrics still works, so their absence, null, is told and nothing more. */
    void publish(MetricRegistry registry) {
        if (registry == null) {
            LOG.log(Level.WARNING, "the gateway publishes no metrics");
            return;
        }
        connections.publish(registry);
        redis.ifPresent(there -> there.figures().publish(registry, "gateway"));
        gauge(registry, "concurrency_limit", "Requests let in at once at most", m -> m.gate.limit());
        gauge(registry, "requests_in_flight", "Requests being answered", m -> m.gate.inFlight());
        gauge(registry, "streams", "Answers that go on until their client has enough", m -> m.streams.open());
        for (StreamRefusal reason : StreamRefusal.values()) {
            gauge(
                    registry,
                    "streams_refused_total",
                    "Streams refused because there were too many at once",
                    m -> m.streams.refused(reason),
                    new Tag("reason", reason.label()));
        }
        gauge(
                registry,
                "rate_limits_shared",
                "1 while budgets are shared through Redis",
                m -> m.shared.available() ? 1 : 0);
        for (RouteClass kind : RouteClass.values()) {
            gauge(
                    registry,
                    "requests_shed_total",
                    "Requests refused because there were too many at once",
                    m -> m.gate.shed(kind),
                    new Tag("kind", kind.label()));
        }
        for (LimitRefusals.Reason reason : LimitRefusals.Reason.values()) {
            gauge(
                    registry,
                    "requests_limited_total",
                    "Requests refused with 429, by whose budget was used up",
                    m -> m.limited.of(reason),
                    new Tag("reason", reason.label()));
        }
    }

    private void gauge(
            MetricRegistry registry,
            String name,
            String description,
            Function<GatewayMeters, Number> value,
            Tag... tags) {
        Metadata metadata = Metadata.builder()
                .withName("gateway_" + name)
                .withDescription(description)
                .build();
        registry.gauge(metadata, this, value, tags);
    }
}
