package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A telemetry collector uses what its configuration declares and declares what it uses; and the services speak to one that is there. */
final class TelemetryCollectors implements Rule {
    private static final String ENDPOINT = "TRADEPOST_TRACES_ENDPOINT";

    @Override
    public Stream<String> breaches(Rendering rendering) {
        return Stream.of(
                        rendering.of("OpenTelemetryCollector").flatMap(TelemetryCollectors::ofConfiguration),
                        rendering
                                .of("OpenTelemetryCollector")
                                .flatMap(collector -> collector.at("spec/config/exporters").properties().stream()
                                        .map(exporter -> exporter.getValue().path("endpoint"))
                                        .filter(JsonNode::isTextual)
                                        .flatMap(
                                                endpoint -> spokenTo(collector, "grpc", endpoint.asText(), rendering))),
                        rendering.deployments().flatMap(deployment -> Stream.ofNullable(
                                        rendering.environment(deployment).get(ENDPOINT))
                                .flatMap(endpoint -> spokenTo(deployment, "http", endpoint, rendering))),
                        rendering.of("Filter").flatMap(filter -> ofFilter(filter, rendering)))
                .flatMap(all -> all);
    }

    private static Stream<String> ofConfiguration(Manifest collector) {
        JsonNode config = collector.at("spec/config");
        return Stream.of("receivers", "processors", "exporters", "extensions").flatMap(part -> {
            Set<String> declared = new TreeSet<>();
            config.path(part).fieldNames().forEachRemaining(declared::add);
            List<JsonNode> lists = part.equals("extensions")
                    ? List.of(config.at("/service/extensions"))
                    : config.at("/service/pipelines").findValues(part);
            Set<String> used = new TreeSet<>();
            lists.stream().flatMap(Manifest::each).map(JsonNode::asText).forEach(used::add);
            return declared.equals(used)
                    ? Stream.of()
                    : Stream.of(collector.says("declares the " + part + " " + declared + " and uses " + used));
        });
    }

    private static Stream<String> spokenTo(Manifest speaker, String protocol, String endpoint, Rendering rendering) {
        boolean there = rendering.of("OpenTelemetryCollector").anyMatch(collector -> {
            String port = collector
                    .at("spec/config/receivers/otlp/protocols/" + protocol + "/endpoint")
                    .asText()
                    .replaceAll(".*:", "");
            return endpoint.replace("http://", "").equals(collector.name() + "-collector:" + port);
        });
        return there ? Stream.of() : Stream.of(speaker.says("no collector listens at " + endpoint));
    }

    private static Stream<String> ofFilter(Manifest filter, Rendering rendering) {
        return filter.json().findValues("parser").stream()
                .map(parser -> parser.path("parser"))
                .filter(JsonNode::isTextual)
                .filter(name ->
                        rendering.of("Parser").noneMatch(parser -> parser.name().equals(name.asText())))
                .map(name -> filter.says("there is no Parser " + name));
    }
}
