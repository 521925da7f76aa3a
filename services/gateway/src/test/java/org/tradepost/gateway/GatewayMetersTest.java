package org.tradepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.limits.control.SharedBuckets;
import org.tradepost.gateway.limits.entity.LimitRefusals;
import org.tradepost.gateway.limits.entity.Policy;
import org.tradepost.gateway.limits.entity.Quota;
import org.tradepost.gateway.limits.entity.Verdict;
import org.tradepost.gateway.proxying.control.UpstreamConnections;
import org.tradepost.gateway.shedding.control.ConcurrencyGate;
import org.tradepost.gateway.shedding.control.StreamGate;
import org.tradepost.gateway.shedding.entity.SheddingSettings;
import org.tradepost.gateway.shedding.entity.StreamSettings;

class GatewayMetersTest {

    private final Map<String, Supplier<Number>> published = new HashMap<>();
    private final LimitRefusals limited = new LimitRefusals();

    @Test
    void requestsRefusedForALimitArePublishedByWhoseItWas() {
        ConcurrencyGate gate =
                new ConcurrencyGate(new SheddingSettings(20, 200, 100, Duration.ofSeconds(1)), System::nanoTime);
        StreamGate streams = new StreamGate(new StreamSettings(2, 1));
        new GatewayMeters(
                        gate,
                        streams,
                        SharedBuckets.NONE,
                        limited,
                        Optional.empty(),
                        new UpstreamConnections(new HttpClient()))
                .publish(registry());
        streams.enter("192.0.2.1");
        streams.enter("192.0.2.1");
        assertThat(published.get("gateway_streams").get()).isEqualTo(1);
        assertThat(published
                        .get("gateway_streams_refused_total{reason=address}")
                        .get())
                .isEqualTo(1L);
        assertThat(published.get("gateway_streams_refused_total{reason=full}").get())
                .isEqualTo(0L);
        assertThat(published.get("gateway_requests_limited_total{reason=key}").get())
                .isEqualTo(0L);

        limited.count(List.of(new Verdict(new Policy("key", Quota.perMinute(1)), false, 0, 60)));

        assertThat(published.get("gateway_requests_limited_total{reason=key}").get())
                .isEqualTo(1L);
        assertThat(published
                        .get("gateway_requests_limited_total{reason=address}")
                        .get())
                .isEqualTo(0L);
        assertThat(published)
                .containsKeys(
                        "gateway_concurrency_limit",
                        "gateway_requests_limited_total{reason=user}",
                        "gateway_requests_shed_total{kind=order}",
                        "http_connections{service=gateway}{state=pending}");
    }

    /** Remembers what is registered as a gauge, of an object or by itself. */
    @SuppressWarnings("unchecked")
    private MetricRegistry registry() {
        return (MetricRegistry) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MetricRegistry.class}, (proxy, method, arguments) -> {
                    boolean ofObject = arguments[0] instanceof Metadata;
                    StringBuilder name =
                            new StringBuilder(ofObject ? ((Metadata) arguments[0]).getName() : (String) arguments[0]);
                    for (Tag tag : (Tag[]) arguments[arguments.length - 1]) {
                        name.append('{')
                                .append(tag.getTagName())
                                .append('=')
                                .append(tag.getTagValue())
                                .append('}');
                    }
                    published.put(
                            name.toString(),
                            ofObject
                                    ? () -> ((Function<Object, Number>) arguments[2]).apply(arguments[1])
                                    : (Supplier<Number>) arguments[1]);
                    return null;
                });
    }
}
