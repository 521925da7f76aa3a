package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;

/** Kubernetes asks each server's three health endpoints, at the internal port: the public one is the gateway's and has limits. */
final class Probes implements Rule {
    private static final Map<String, String> PATHS = Map.of(
            "startupProbe", "/health/started",
            "livenessProbe", "/health/live",
            "readinessProbe", "/health/ready");

    @Override
    public Stream<String> breaches(Rendering rendering) {
        return rendering.deployments().flatMap(deployment -> deployment.containers().stream()
                .flatMap(container -> PATHS.keySet().stream()
                        .filter(probe -> !isRight(container, probe, rendering, deployment))
                        .map(probe -> deployment.says(
                                "its " + probe + " must ask " + PATHS.get(probe) + " at the internal port"))));
    }

    private static boolean isRight(JsonNode container, String probe, Rendering rendering, Manifest deployment) {
        JsonNode request = container.path(probe).path("httpGet");
        String internal = rendering.environment(deployment).getOrDefault("TRADEPOST_INTERNAL_PORT", "none");
        String asked = request.path("port").asText();
        String number = Manifest.each(container.path("ports"))
                .filter(port -> port.path("name").asText().equals(asked))
                .map(port -> port.path("containerPort").asText())
                .findFirst()
                .orElse(asked);
        return request.path("path").asText().equals(PATHS.get(probe)) && number.equals(internal);
    }
}
