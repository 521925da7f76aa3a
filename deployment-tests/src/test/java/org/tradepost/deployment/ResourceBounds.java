package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.stream.Stream;

/**
 * Every container asks for cpu and memory, is limited in both, asks for no more than its limit, and is told its limit of cpu, which its
 * executor follows.
 */
final class ResourceBounds implements Rule {
    private static final BigDecimal MOST_MEMORY = Quantity.getAmountInBytes(new Quantity("512Mi"));

    /** The container that Open Liberty runs in. */
    private static final String SERVER = "server";

    @Override
    public Stream<String> breaches(Rendering rendering) {
        return rendering.deployments().flatMap(deployment -> deployment.containers().stream()
                .flatMap(container -> Stream.concat(
                        Stream.of("cpu", "memory")
                                .flatMap(resource -> of(deployment, container.path("resources"), resource)),
                        told(deployment, container))));
    }

    private static Stream<String> told(Manifest deployment, JsonNode container) {
        if (!container.path("name").asText().equals(SERVER)) {
            return Stream.empty();
        }
        JsonNode wanted = Rendering.YAML
                .createObjectNode()
                .put("containerName", container.path("name").asText())
                .put("resource", "limits.cpu")
                .put("divisor", "1");
        return Manifest.each(container.path("env"))
                        .filter(variable -> variable.path("name").asText().equals("TRADEPOST_CPUS"))
                        .anyMatch(variable ->
                                variable.at("/valueFrom/resourceFieldRef").equals(wanted))
                ? Stream.empty()
                : Stream.of(deployment.says("is not told its limit of cpu as TRADEPOST_CPUS"));
    }

    private static Stream<String> of(Manifest deployment, JsonNode resources, String resource) {
        JsonNode request = resources.path("requests").path(resource);
        JsonNode limit = resources.path("limits").path(resource);
        if (request.isMissingNode() || limit.isMissingNode()) {
            return Stream.of(deployment.says("has no request or no limit of " + resource));
        }
        if (amount(request).compareTo(amount(limit)) > 0) {
            return Stream.of(deployment.says("asks for more " + resource + " than its limit"));
        }
        if (resource.equals("memory") && amount(limit).compareTo(MOST_MEMORY) > 0) {
            return Stream.of(deployment.says("may have more memory than a service needs, 512Mi"));
        }
        return Stream.empty();
    }

    private static BigDecimal amount(JsonNode quantity) {
        return Quantity.getAmountInBytes(new Quantity(quantity.asText()));
    }
}
