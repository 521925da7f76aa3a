package org.tradepost.shared.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.observability.AnsweredCall.Peer;
import org.tradepost.shared.rest.Correlation;

class HttpMetricsTest {

    private static final String ROUTE = "/api/v1/orders/{id}";

    /** How often each series was counted or timed. */
    private final Map<String, Integer> series = new TreeMap<>();

    @Test
    void callsAreCountedByRouteMethodAndStatusAndTimedByRouteAndMethod() {
        HttpMetrics metrics = new HttpMetrics(registry(), "orders");
        metrics.answered(call("GET", 200));
        metrics.answered(call("GET", 200));
        metrics.answered(call("GET", 404));
        assertThat(series)
                .isEqualTo(Map.of(
                        "http_requests_total service=orders method=GET route=" + ROUTE + " status=200", 2,
                        "http_requests_total service=orders method=GET route=" + ROUTE + " status=404", 1,
                        "http_request_duration service=orders method=GET route=" + ROUTE, 3));
    }

    @Test
    void inventedMethodsAreOneSeries() {
        HttpMetrics metrics = new HttpMetrics(registry(), "orders");
        for (String method : new String[] {"BREW", "get", "PROPFIND"}) {
            metrics.answered(call(method, 405));
        }
        assertThat(series).hasSize(2).allSatisfy((name, count) -> {
            assertThat(name).contains("method=OTHER");
            assertThat(count).isEqualTo(3);
        });
    }

    private static AnsweredCall call(String method, int status) {
        return new AnsweredCall(
                method,
                ROUTE,
                "/api/v1/orders/42",
                status,
                Duration.ofMillis(1),
                new Peer("192.0.2.1", null),
                Correlation.of(null, null));
    }

    private MetricRegistry registry() {
        return proxy(MetricRegistry.class, (proxy, method, arguments) -> {
            String name = ((Metadata) arguments[0]).getName() + " "
                    + Arrays.stream((Tag[]) arguments[1])
                            .map(tag -> tag.getTagName() + "=" + tag.getTagValue())
                            .collect(Collectors.joining(" "));
            Class<?> kind = method.getName().equals("timer") ? Timer.class : Counter.class;
            return proxy(kind, (metric, update, values) -> {
                series.merge(name, 1, Integer::sum);
                return null;
            });
        });
    }

    private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
