package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Istio's routes lead to services and subsets that exist and have pods, their weights are complete, and nothing is repeated
 * that may do harm twice: what is not only read is sent again where it certainly reached no server, and repetitions have a
 * budget.
 */
final class MeshRoutes implements Rule {
    private static final String API = "networking.istio.io/";
    private static final Set<String> NEVER_ARRIVED = Set.of("connect-failure", "refused-stream");
    private static final Set<String> NO_ANSWER = Set.of("connect-failure", "refused-stream", "reset");
    private static final Set<String> READS = Set.of("GET", "HEAD", "GET|HEAD");
    private static final int BUDGET = 10;

    @Override
    public Stream<String> breaches(Rendering rendering) {
        Stream<String> routes = rendering.ofApi(API, "VirtualService").flatMap(virtual -> Manifest.each(
                        virtual.at("spec/http"))
                .flatMap(route -> Stream.concat(ofRetries(route), ofDestinations(route, rendering))
                        .map(complaint -> virtual.says(route.path("name").asText() + ": " + complaint))));
        Stream<String> byDefault = rendering
                .deployments()
                .filter(Mesh.ISTIO::has)
                .filter(deployment -> rendering
                        .ofApi(API, "VirtualService")
                        .noneMatch(virtual -> virtual.json().findValues("host").stream()
                                .anyMatch(host -> host.asText().equals(deployment.service()))))
                .map(deployment -> deployment.says("has no VirtualService: the mesh repeats calls to it by default"));
        Stream<String> undetected = rendering
                .ofApi(API, "DestinationRule")
                .filter(rule -> rule.at("spec/trafficPolicy/outlierDetection").isMissingNode())
                .map(rule -> rule.says("never leaves out a replica that cannot be reached"));
        return Stream.of(routes, byDefault, undetected).flatMap(all -> all);
    }

    private static Stream<String> ofRetries(JsonNode route) {
        JsonNode retries = route.path("retries");
        if (retries.path("attempts").isMissingNode()) {
            return Stream.of("says nothing of repetitions, so the mesh repeats by default");
        }
        Set<String> allowed = onlyReads(route) ? NO_ANSWER : NEVER_ARRIVED;
        Set<String> on = Set.of(retries.path("retryOn").asText().split(","));
        int attempts = retries.path("attempts").asInt();
        if (attempts > 1) {
            return Stream.of("repeats more than once");
        }
        return attempts == 0 || allowed.containsAll(on)
                ? Stream.of()
                : Stream.of("repeats on " + on + ", which is allowed on " + allowed + " only");
    }

    /** Whether every match of a route, of which there is one at least, is for methods that change nothing. */
    private static boolean onlyReads(JsonNode route) {
        return !route.path("match").isEmpty()
                && Manifest.each(route.path("match"))
                        .map(match -> match.path("method"))
                        .allMatch(method -> READS.contains(
                                method.path("exact").asText(method.path("regex").asText())));
    }

    private static Stream<String> ofDestinations(JsonNode route, Rendering rendering) {
        int weights = Manifest.each(route.path("route"))
                .mapToInt(target -> target.path("weight").asInt())
                .sum();
        Stream<String> incomplete = weights == 100 ? Stream.of() : Stream.of("weights are " + weights + ", not 100");
        return Stream.concat(
                incomplete,
                Manifest.each(route.path("route"))
                        .map(target -> target.path("destination"))
                        .flatMap(destination -> ofDestination(destination, route, rendering)));
    }

    private static Stream<String> ofDestination(JsonNode destination, JsonNode route, Rendering rendering) {
        String host = destination.path("host").asText();
        boolean served = rendering
                .of("Service")
                .filter(service -> service.name().equals(host))
                .flatMap(service -> Manifest.each(service.at("spec/ports")))
                .anyMatch(port -> port.path("port").equals(destination.at("/port/number")));
        Set<String> subsets = rule(host, rendering)
                .flatMap(rule -> Manifest.each(rule.at("spec/subsets")))
                .map(subset -> subset.path("name").asText())
                .collect(Collectors.toSet());
        boolean bounded = route.at("/retries/attempts").asInt() == 0
                || rule(host, rendering)
                        .anyMatch(rule -> rule.at("spec/trafficPolicy/retryBudget/percent")
                                        .asInt(100)
                                <= BUDGET);
        String subset = destination.path("subset").asText();
        boolean known = subset.isEmpty() || subsets.contains(subset);
        boolean peopled = !known || rendering.deployments().anyMatch(pods -> isIn(subset, pods, host, rendering));
        return Stream.of(
                        served ? null : "there is no service with the port of " + destination,
                        known ? null : "no DestinationRule has the subset of " + destination,
                        peopled ? null : "no pods are behind " + destination + ", so what is sent there fails",
                        bounded ? null : "repetitions to " + host + " have no budget of " + BUDGET + " %")
                .filter(Objects::nonNull);
    }

    /** Whether pods are those of a host's Service, and of the subset, if one is named. */
    private static boolean isIn(String subset, Manifest pods, String host, Rendering rendering) {
        boolean ofHost = rendering
                .of("Service")
                .filter(service -> service.name().equals(host))
                .anyMatch(service ->
                        LabelSelector.contains(pods.podLabels(), Manifest.strings(service.at("spec/selector"))));
        return ofHost
                && (subset.isEmpty()
                        || rule(host, rendering)
                                .flatMap(rule -> Manifest.each(rule.at("spec/subsets")))
                                .filter(one -> one.path("name").asText().equals(subset))
                                .anyMatch(one -> LabelSelector.contains(
                                        pods.podLabels(), Manifest.strings(one.path("labels")))));
    }

    private static Stream<Manifest> rule(String host, Rendering rendering) {
        return rendering
                .ofApi(API, "DestinationRule")
                .filter(rule -> rule.at("spec/host").asText().equals(host));
    }
}
