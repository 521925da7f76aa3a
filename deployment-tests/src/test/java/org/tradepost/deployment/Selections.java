package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Whatever selects pods or names a workload finds one. */
final class Selections implements Rule {
    private static final Set<String> BY_SELECTOR = Set.of("PodDisruptionBudget", "PodMonitor");
    private static final Map<String, String> BY_NAME =
            Map.of("HorizontalPodAutoscaler", "spec/scaleTargetRef", "VerticalPodAutoscaler", "spec/targetRef");

    @Override
    public Stream<String> breaches(Rendering rendering) {
        return Stream.concat(
                rendering.deployments().flatMap(Selections::ofDeployment),
                rendering.manifests().stream().flatMap(manifest -> ofOthers(manifest, rendering)));
    }

    private static Stream<String> ofDeployment(Manifest deployment) {
        Map<String, String> labels = deployment.podLabels();
        Stream<JsonNode> spread = Manifest.each(deployment.pod().path("topologySpreadConstraints"))
                .map(c -> c.path("labelSelector"));
        Stream<JsonNode> apart =
                deployment.pod().findValues("podAffinityTerm").stream().map(term -> term.path("labelSelector"));
        Stream<JsonNode> own = Stream.of(deployment.at("spec/selector"));
        Stream<String> wrong = Stream.of(own, spread, apart)
                .flatMap(all -> all)
                .filter(selector -> selector.isEmpty() || !new LabelSelector(selector).matches(labels))
                .map(selector -> deployment.says("its pods have not the labels " + selector));
        Stream<String> nowhere = Stream.of("topologySpreadConstraints", "affinity")
                .filter(field -> deployment.pod().path(field).isEmpty())
                .map(field -> deployment.says("has no " + field));
        return Stream.concat(wrong, nowhere);
    }

    private static Stream<String> ofOthers(Manifest manifest, Rendering rendering) {
        List<Map<String, String>> own =
                rendering.deployments().map(Manifest::podLabels).toList();
        if (manifest.is("Service")) {
            Map<String, String> wanted = Manifest.strings(manifest.at("spec/selector"));
            return complain(
                    manifest, !wanted.isEmpty() && own.stream().anyMatch(pod -> LabelSelector.contains(pod, wanted)));
        }
        if (BY_SELECTOR.contains(manifest.kind())) {
            return complain(manifest, own.stream().anyMatch(new LabelSelector(manifest.at("spec/selector"))::matches));
        }
        if (BY_NAME.containsKey(manifest.kind())) {
            JsonNode target = manifest.at(BY_NAME.get(manifest.kind()));
            return complain(
                    manifest,
                    rendering
                            .of(target.path("kind").asText())
                            .anyMatch(one -> one.name()
                                            .equals(target.path("name").asText())
                                    && one.apiVersion()
                                            .equals(target.path("apiVersion").asText())));
        }
        if (manifest.is("NetworkPolicy")) {
            return ofPolicy(
                    manifest,
                    Stream.concat(own.stream(), ofOperators(rendering)).toList());
        }
        return Stream.empty();
    }

    private static Stream<String> ofPolicy(Manifest policy, List<Map<String, String>> pods) {
        Stream<String> peers = Stream.of("from", "to")
                .flatMap(side -> policy.json().findValues(side).stream())
                .flatMap(Manifest::each)
                .filter(peer -> !peer.has("namespaceSelector"))
                .map(peer -> peer.path("podSelector"))
                .filter(selector -> selector.toString().contains("app.kubernetes.io/name"))
                .filter(selector -> pods.stream().noneMatch(new LabelSelector(selector)::matches))
                .map(selector -> policy.says("none of our pods is the peer " + selector));
        return Stream.concat(
                complain(policy, pods.stream().anyMatch(new LabelSelector(policy.at("spec/podSelector"))::matches)),
                peers);
    }

    /** Labels that operators give the pods of the resources they look after. */
    private static Stream<Map<String, String>> ofOperators(Rendering rendering) {
        return Stream.of(
                        rendering.of("Cluster").map(cluster -> Map.of("cnpg.io/cluster", cluster.name())),
                        rendering.of("Kafka").map(kafka -> Map.of("strimzi.io/cluster", kafka.name())),
                        rendering
                                .of("OpenTelemetryCollector")
                                .map(collector -> Map.of("app.kubernetes.io/name", collector.name() + "-collector")))
                .flatMap(all -> all);
    }

    private static Stream<String> complain(Manifest manifest, boolean finds) {
        return finds ? Stream.empty() : Stream.of(manifest.says("selects no workload"));
    }
}
