package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A canary is what stable is but for its image, its replicas and one label, by which each Deployment and what counts
 * pods has its own. Callers and policies take the two for one, and shares of requests are complete.
 */
final class Canaries implements Rule {
    private static final String TRACK = "track";
    /** Selectors of those that allow or look at pods. */
    private static final Map<String, String> TAKE_BOTH = Map.of(
            "NetworkPolicy", "spec/podSelector",
            "PodMonitor", "spec/selector",
            "AuthorizationPolicy", "spec/selector",
            "RequestAuthentication", "spec/selector",
            "Server", "spec/podSelector");

    /** What a canary has of its own. */
    private static final Set<String> OWN = Set.of(
            "/replicas",
            "/selector/matchLabels/track",
            "/template/metadata/labels/track",
            "/template/spec/containers/0/image");

    @Override
    public Stream<String> breaches(Rendering rendering) {
        Stream<String> pairs = rendering
                .deployments()
                .filter(Manifest::isCanary)
                .flatMap(canary -> rendering
                        .deployments()
                        .filter(stable -> stable.name().equals(canary.service()))
                        .flatMap(stable -> ofPair(stable, canary, rendering)));
        return Stream.of(
                        pairs,
                        rendering.deployments().flatMap(one -> foreignPods(one, rendering)),
                        rendering.of("HTTPRoute").flatMap(Canaries::ofRoute))
                .flatMap(all -> all);
    }

    private static Stream<String> ofPair(Manifest stable, Manifest canary, Rendering rendering) {
        Map<String, String> expected = new HashMap<>(stable.podLabels());
        boolean marked = "stable".equals(expected.put(TRACK, "canary"));
        Stream<String> labels = marked && canary.podLabels().equals(expected)
                ? Stream.empty()
                : Stream.of(canary.says("the labels of its pods are not those of stable with track: canary"));
        Stream<String> rest = common(stable).equals(common(canary))
                ? Stream.empty()
                : Stream.of(canary.says("differs from stable in more than image, replicas and track"));
        Stream<String> others = rendering.manifests().stream().flatMap(other -> ofOther(other, stable, canary));
        Stream<String> called = rendering
                        .of("Service")
                        .filter(service -> Set.of(stable.name(), canary.name()).contains(service.name()))
                        .anyMatch(service -> selects(service, canary))
                ? Stream.empty()
                : Stream.of(canary.says("no Service of its service selects its pods"));
        return Stream.of(labels, rest, others, called).flatMap(all -> all);
    }

    private static JsonNode common(Manifest deployment) {
        JsonNode spec = deployment.at("spec").deepCopy();
        for (String path : OWN) {
            int last = path.lastIndexOf('/');
            if (spec.at(path.substring(0, last)) instanceof ObjectNode parent) {
                parent.remove(path.substring(last + 1));
            }
        }
        return spec;
    }

    private static Stream<String> ofOther(Manifest other, Manifest stable, Manifest canary) {
        if (other.is("PodDisruptionBudget")) {
            var selector = new LabelSelector(other.at("spec/selector"));
            return selector.matches(stable.podLabels()) && selector.matches(canary.podLabels())
                    ? Stream.of(other.says("counts the pods of " + canary.name()))
                    : Stream.empty();
        }
        if (other.is("DestinationRule") && other.at("spec/host").asText().equals(stable.name())) {
            return Stream.of(stable, canary)
                    .filter(pods -> !subsets(other, pods)
                            .equals(List.of(pods.podLabels().getOrDefault(TRACK, ""))))
                    .map(pods ->
                            other.says("the pods of " + pods.name() + " are in the subsets " + subsets(other, pods)));
        }
        List<JsonNode> peers = other.is("NetworkPolicy") ? other.json().findValues("podSelector") : List.of();
        return Stream.concat(
                        peers.stream(),
                        Stream.ofNullable(TAKE_BOTH.get(other.kind())).map(other::at))
                .map(LabelSelector::new)
                .filter(selector -> selector.matches(stable.podLabels()) != selector.matches(canary.podLabels()))
                .map(selector -> other.says("takes " + canary.name() + " for another than stable"))
                .distinct();
    }

    private static List<String> subsets(Manifest rule, Manifest pods) {
        return Manifest.each(rule.at("spec/subsets"))
                .filter(subset -> LabelSelector.contains(pods.podLabels(), Manifest.strings(subset.path("labels"))))
                .map(subset -> subset.path("name").asText())
                .toList();
    }

    /** An autoscaler counts by its Deployment's selector, so this is about it as well. */
    private static Stream<String> foreignPods(Manifest one, Rendering rendering) {
        var selector = new LabelSelector(one.at("spec/selector"));
        return rendering
                .deployments()
                .filter(other -> !other.name().equals(one.name()))
                .filter(other -> selector.matches(other.podLabels()))
                .map(other -> one.says("selects the pods of " + other.name() + ", too"));
    }

    private static boolean selects(Manifest service, Manifest deployment) {
        return LabelSelector.contains(deployment.podLabels(), Manifest.strings(service.at("spec/selector")));
    }

    private static Stream<String> ofRoute(Manifest route) {
        return Manifest.each(route.at("spec/rules"))
                .filter(rule -> rule.has("backendRefs"))
                .mapToInt(rule -> Manifest.each(rule.path("backendRefs"))
                        .mapToInt(backend -> backend.path("weight").asInt(1))
                        .sum())
                .filter(weights -> weights != 100)
                .mapToObj(weights -> route.says("weights are " + weights + ", not 100"));
    }
}
