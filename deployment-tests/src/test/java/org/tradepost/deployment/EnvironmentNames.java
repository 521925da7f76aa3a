package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** A variable that a container is given is one that somebody reads; a misspelt one would be ignored in silence. */
final class EnvironmentNames implements Rule {
    /** Read by Open Liberty and the C library. */
    private static final Set<String> FOREIGN = Set.of("WLP_OUTPUT_DIR", "LOG_DIR", "MALLOC_ARENA_MAX");

    private final Set<String> known = KnownSettings.names();

    @Override
    public Stream<String> breaches(Rendering rendering) {
        Stream<String> unknown = rendering
                .deployments()
                .flatMap(deployment -> rendering.environment(deployment).keySet().stream()
                        .filter(name -> !known.contains(name) && !FOREIGN.contains(name))
                        .map(name -> deployment.says("nobody reads the variable " + name)));
        Stream<String> lost = rendering
                .of("ConfigMap")
                // Those of Grafana hold files, not variables.
                .filter(map -> !map.labels().containsKey("grafana_dashboard"))
                .flatMap(map -> Manifest.strings(map.at("data")).keySet().stream()
                        .filter(name -> !known.contains(name) && !FOREIGN.contains(name))
                        .map(name -> map.says("nobody reads the variable " + name)));
        return Stream.of(unknown, lost, rendering.deployments().flatMap(EnvironmentNames::twice))
                .flatMap(all -> all);
    }

    private static Stream<String> twice(Manifest deployment) {
        Set<String> seen = new HashSet<>();
        return deployment.containers().stream()
                .flatMap(container -> Manifest.each(container.path("env")))
                .map((JsonNode variable) -> variable.path("name").asText())
                .filter(name -> !seen.add(name))
                .map(name -> deployment.says("is given " + name + " twice"));
    }
}
