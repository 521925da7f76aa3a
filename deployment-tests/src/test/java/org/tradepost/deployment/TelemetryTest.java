package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.deployment.Mistake.CONTAINER;
import static org.tradepost.deployment.Mistake.broken;
import static org.tradepost.deployment.Mistake.set;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where traces and logs go, and that each rule about it refuses a mistake. */
class TelemetryTest {
    private static final Rendering GOOD =
            Combination.of("log-shipping", "network-policies", "otel-collector").rendered();

    @Test
    void everyServiceKeepsOneTraceInTenAndFollowsWhoeverDecidedBefore() {
        assertThat(GOOD.deployments()).hasSize(5).allSatisfy(deployment -> assertThat(GOOD.environment(deployment))
                .containsAllEntriesOf(Map.of(
                        "TRADEPOST_TRACES_DISABLED", "false",
                        "TRADEPOST_TRACES_SAMPLED", "0.1")));
        double mesh = Mistake.GOOD
                .one("Telemetry", "tradepost")
                .at("spec/tracing/0/randomSamplingPercentage")
                .asDouble();
        assertThat(mesh).isEqualTo(0.1 * 100);
    }

    static Stream<Mistake> mistakes() {
        var rule = new TelemetryCollectors();
        var fields = new KnownFields();
        String config = "/spec/config";
        return Stream.of(
                broken(
                        fields,
                        "image",
                        set(GOOD, "OpenTelemetryCollector", "jaeger", "/spec", "image", "jaeger:latest")),
                broken(fields, "no_limits", set(GOOD, "Output", "logs", "/spec", "retry_limit", "5")),
                broken(fields, "filters", set(GOOD, "Filter", "json-lines", "/spec", "filters", null)),
                broken(fields, "json", set(GOOD, "Parser", "json-line", "/spec", "json", null)),
                broken(fields, "inputs", set(GOOD, "FluentBitConfig", "tradepost", "/spec", "inputs", List.of())),
                broken(
                        rule,
                        "and uses [attributes/personal, batch, memory_limiter]",
                        set(GOOD, "OpenTelemetryCollector", "otel", config + "/processors", "batch", null)),
                broken(
                        rule,
                        "and uses [batch, memory_limiter]",
                        set(
                                GOOD,
                                "OpenTelemetryCollector",
                                "otel",
                                config + "/service/pipelines/traces",
                                "processors",
                                List.of("memory_limiter", "batch"))),
                broken(
                        rule,
                        "no collector listens at jaeger:4317",
                        set(
                                GOOD,
                                "OpenTelemetryCollector",
                                "otel",
                                config + "/exporters/otlp~1jaeger",
                                "endpoint",
                                "jaeger:4317")),
                broken(
                        rule,
                        "no collector listens at http://otel-collector:4317",
                        GOOD.with(
                                "Deployment",
                                "orders",
                                json -> Mistake.add(
                                        json.at(CONTAINER + "/env"),
                                        "{name: TRADEPOST_TRACES_ENDPOINT, value: 'http://otel-collector:4317'}"))),
                broken(rule, "there is no Parser", GOOD.without("Parser", "json-line")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeIsRefused(Mistake mistake) {
        assertThat(mistake.rule().breaches(GOOD)).isEmpty();
        assertThat(mistake.rule().breaches(mistake.rendering()))
                .anySatisfy(found -> assertThat(found).contains(mistake.complaint()));
    }
}
