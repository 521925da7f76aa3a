package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One place says how many replicas there are, and autoscalers do what was decided about them. */
final class Scaling implements Rule {

    /** Fewest and most replicas of a Deployment. */
    record Range(int least, int most) {}

    @Override
    public Stream<String> breaches(Rendering rendering) {
        return Stream.of(
                        rendering
                                .deployments()
                                .filter(deployment ->
                                        scaler(deployment, rendering).isPresent()
                                                && deployment.at("spec").has("replicas"))
                                .map(deployment -> deployment.says("its autoscaler decides about replicas, not it")),
                        rendering.of("HorizontalPodAutoscaler").flatMap(Scaling::ofScaler),
                        rendering
                                .of("VerticalPodAutoscaler")
                                .filter(vertical -> !vertical.at("spec/updatePolicy/updateMode")
                                        .asText()
                                        .equals("Off"))
                                .map(vertical -> vertical.says("must recommend only")))
                .flatMap(all -> all);
    }

    static Range range(Manifest deployment, Rendering rendering) {
        return scaler(deployment, rendering)
                .map(scaler -> new Range(
                        scaler.at("spec/minReplicas").asInt(1),
                        scaler.at("spec/maxReplicas").asInt()))
                .orElseGet(() -> {
                    int replicas = deployment.at("spec/replicas").asInt(1);
                    return new Range(replicas, replicas);
                });
    }

    private static Optional<Manifest> scaler(Manifest deployment, Rendering rendering) {
        return rendering
                .of("HorizontalPodAutoscaler")
                .filter(one -> one.at("spec/scaleTargetRef/name").asText().equals(deployment.name()))
                .findFirst();
    }

    private static Stream<String> ofScaler(Manifest scaler) {
        Map<String, String> targets = new TreeMap<>();
        for (JsonNode metric : scaler.at("spec/metrics")) {
            JsonNode resource = metric.path("resource");
            JsonNode pods = metric.path("pods");
            if (!resource.isMissingNode()) {
                targets.put(
                        resource.path("name").asText(),
                        resource.at("/target/averageUtilization").asText());
            }
            if (!pods.isMissingNode()) {
                targets.put(
                        pods.at("/metric/name").asText(),
                        pods.at("/target/averageValue").asText());
            }
        }
        boolean asDecided = targets.equals(Map.of("cpu", "70", "memory", "80", "http_requests_per_second", "1000"))
                && scaler.at("spec/minReplicas").asInt() == 3
                && scaler.at("spec/maxReplicas").asInt() == 20
                && scaler.at("spec/behavior/scaleUp/stabilizationWindowSeconds").asInt() == 60
                && scaler.at("spec/behavior/scaleDown/stabilizationWindowSeconds")
                                .asInt()
                        == 300;
        return asDecided ? Stream.empty() : Stream.of(scaler.says("is not what was decided: " + scaler.at("spec")));
    }
}
