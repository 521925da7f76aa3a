package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Ports that are named somewhere are open there; only the gateway has a public one, and its service offers no other. */
final class Ports implements Rule {
    /** The port that Istio's sidecar adds to a pod, for its own metrics. */
    static final String OF_ISTIO = "http-envoy-prom";

    private static final Set<String> PUBLIC = Set.of("http", "https");

    @Override
    public Stream<String> breaches(Rendering rendering) {
        return Stream.of(
                        rendering.deployments().flatMap(deployment -> ofDeployment(deployment, rendering)),
                        rendering.of("Service").flatMap(service -> ofService(service, rendering)),
                        rendering.of("HTTPRoute").flatMap(route -> ofRoute(route, rendering)),
                        rendering.of("Ingress").flatMap(ingress -> ofIngress(ingress, rendering)),
                        rendering.of("PodMonitor").flatMap(monitor -> ofMonitor(monitor, rendering)),
                        rendering.of("NetworkPolicy").flatMap(policy -> ofPolicy(policy, rendering)))
                .flatMap(all -> all);
    }

    private static Stream<String> ofDeployment(Manifest deployment, Rendering rendering) {
        Map<String, String> environment = rendering.environment(deployment);
        Set<String> configured = Stream.of(
                        "TRADEPOST_INTERNAL_PORT",
                        "TRADEPOST_GRPC_PORT",
                        "TRADEPOST_PUBLIC_PORT",
                        "TRADEPOST_PUBLIC_HTTPS_PORT")
                .map(environment::get)
                .filter(port -> port != null && !port.equals("-1"))
                .collect(java.util.stream.Collectors.toSet());
        Set<String> declared = new HashSet<>();
        Set<String> names = new HashSet<>();
        ports(deployment).forEach(port -> {
            declared.add(port.path("containerPort").asText());
            names.add(port.path("name").asText());
        });
        Stream<String> different = declared.equals(configured)
                ? Stream.empty()
                : Stream.of(deployment.says("declares ports " + declared + " and is configured for " + configured));
        boolean gateway = deployment.service().equals("gateway");
        Stream<String> open = names.stream().anyMatch(PUBLIC::contains) == gateway
                ? Stream.empty()
                : Stream.of(deployment.says("must " + (gateway ? "have" : "not have") + " a public port"));
        return Stream.concat(different, open);
    }

    private static Stream<String> ofService(Manifest service, Rendering rendering) {
        Map<String, String> selector = Manifest.strings(service.at("spec/selector"));
        List<JsonNode> open = rendering
                .deployments()
                .filter(deployment -> LabelSelector.contains(deployment.podLabels(), selector))
                .flatMap(Ports::ports)
                .toList();
        Stream<String> missing = Manifest.each(service.at("spec/ports"))
                .map(port -> port.path(port.has("targetPort") ? "targetPort" : "port")
                        .asText())
                .filter(target -> open.stream().noneMatch(port -> isOpen(port, target)))
                .map(target -> service.says("its pods have no port " + target));
        Stream<String> internal = Manifest.each(service.at("spec/ports"))
                .map(port -> port.path("targetPort").asText())
                .filter(target -> service.name().startsWith("gateway") && !PUBLIC.contains(target))
                .map(target -> service.says("offers the port " + target + ", which is not public"));
        return Stream.concat(missing, internal);
    }

    private static Stream<String> ofRoute(Manifest route, Rendering rendering) {
        return route.json().findValues("backendRefs").stream()
                .flatMap(Manifest::each)
                .filter(backend -> rendering
                        .of("Service")
                        .filter(service ->
                                service.name().equals(backend.path("name").asText()))
                        .flatMap(service -> Manifest.each(service.at("spec/ports")))
                        .noneMatch(port -> port.path("port").equals(backend.path("port"))))
                .map(backend -> route.says("there is no service with the port " + backend));
    }

    private static Stream<String> ofIngress(Manifest ingress, Rendering rendering) {
        return ingress.json().findValues("backend").stream()
                .map(backend -> backend.path("service"))
                .filter(backend -> rendering
                        .of("Service")
                        .filter(service ->
                                service.name().equals(backend.path("name").asText()))
                        .flatMap(service -> Manifest.each(service.at("spec/ports")))
                        .noneMatch(port -> port.path("name").equals(backend.at("/port/name"))
                                || port.path("port").equals(backend.at("/port/number"))))
                .map(backend -> ingress.says("there is no service with the port " + backend));
    }

    private static Stream<String> ofMonitor(Manifest monitor, Rendering rendering) {
        var selector = new LabelSelector(monitor.at("spec/selector"));
        return Manifest.each(monitor.at("spec/podMetricsEndpoints"))
                .map(endpoint -> endpoint.path("port").asText())
                .flatMap(target -> rendering
                        .deployments()
                        .filter(deployment -> selector.matches(deployment.podLabels()))
                        .filter(deployment -> !(Mesh.ISTIO.has(deployment) && target.equals(OF_ISTIO)))
                        .filter(deployment -> !isOpen(deployment, target))
                        .map(deployment -> monitor.says(deployment.name() + " has no port " + target)));
    }

    /** A rule may name ports that only some variations have, but one of them is there. */
    private static Stream<String> ofPolicy(Manifest policy, Rendering rendering) {
        var selector = new LabelSelector(policy.at("spec/podSelector"));
        List<JsonNode> open = rendering
                .deployments()
                .filter(deployment -> selector.matches(deployment.podLabels()))
                .flatMap(Ports::ports)
                .toList();
        return Manifest.each(policy.at("spec/ingress"))
                .filter(rule -> !open.isEmpty())
                .filter(rule -> Manifest.each(rule.path("ports")).noneMatch(wanted -> open.stream()
                        .anyMatch(port -> isOpen(port, wanted.path("port").asText()))))
                .map(rule -> policy.says("its pods have none of the ports " + rule.path("ports")));
    }

    /** Whether a Deployment's pods have a port of that name or number. */
    static boolean isOpen(Manifest deployment, String nameOrNumber) {
        return ports(deployment).anyMatch(port -> isOpen(port, nameOrNumber));
    }

    private static Stream<JsonNode> ports(Manifest deployment) {
        return deployment.containers().stream().flatMap(container -> Manifest.each(container.path("ports")));
    }

    private static boolean isOpen(JsonNode port, String nameOrNumber) {
        return port.path("name").asText().equals(nameOrNumber)
                || port.path("containerPort").asText().equals(nameOrNumber);
    }
}
