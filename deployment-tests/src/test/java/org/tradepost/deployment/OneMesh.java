package org.tradepost.deployment;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All pods are in one mesh or all in none, and everybody knows: the services, who claim an encrypted network or not, the kubelet and
 * Prometheus, which have no certificate, and the gateway, whose callers seem to be its sidecar. There is one edge.
 */
final class OneMesh implements Rule {
    /** From where a sidecar of Istio's connects to its server. */
    private static final String SIDECAR = "127.0.0.6/32";

    @Override
    public Stream<String> breaches(Rendering rendering) {
        long edges = Stream.of("gateway.networking.k8s.io/", "networking.istio.io/")
                .filter(api -> rendering.ofApi(api, "Gateway").anyMatch(gateway -> gateway.name()
                        .equals("edge")))
                .count();
        Stream<String> several =
                edges > 1 ? Stream.of("there are two edges, Istio's and the Gateway API's") : Stream.of();
        return Stream.of(
                        several,
                        rendering.deployments().flatMap(deployment -> ofPod(deployment, rendering)),
                        rendering
                                .deployments()
                                .filter(Mesh.ISTIO::has)
                                .flatMap(deployment -> ofSidecar(deployment, rendering)),
                        rendering
                                .deployments()
                                .filter(Mesh.LINKERD::has)
                                .flatMap(deployment -> annotated(
                                        deployment,
                                        Map.of(
                                                "config.beta.linkerd.io/proxy-enable-native-sidecar", "true",
                                                "config.linkerd.io/default-inbound-policy", "deny"))),
                        scraping(rendering))
                .flatMap(all -> all);
    }

    private static Stream<String> ofPod(Manifest deployment, Rendering rendering) {
        List<Mesh> meshes =
                Stream.of(Mesh.values()).filter(mesh -> mesh.isIn(rendering)).toList();
        boolean told = "true".equals(rendering.environment(deployment).get("TRADEPOST_INTERNAL_TLS_TERMINATED"));
        Stream<String> placed = meshes.stream()
                .filter(mesh -> !mesh.has(deployment))
                .map(mesh -> deployment.says("is not in " + mesh + ", in which others are"));
        Stream<String> informed = told == !meshes.isEmpty()
                ? Stream.of()
                : Stream.of(deployment.says("is told " + (told ? "" : "not ") + "that a mesh encrypts its calls"));
        Stream<String> two = meshes.size() > 1 ? Stream.of(deployment.says("has two meshes: " + meshes)) : Stream.of();
        return Stream.of(placed, informed, two).flatMap(all -> all);
    }

    private static Stream<String> ofSidecar(Manifest deployment, Rendering rendering) {
        String trusted = rendering.environment(deployment).getOrDefault("TRADEPOST_GATEWAY_TRUSTED_PROXIES", SIDECAR);
        Stream<String> blind = trusted.equals(SIDECAR)
                ? Stream.of()
                : Stream.of(deployment.says("does not trust its sidecar, " + SIDECAR + ", but " + trusted));
        return Stream.concat(
                blind,
                annotated(
                        deployment,
                        Map.of(
                                "sidecar.istio.io/nativeSidecar", "true",
                                "sidecar.istio.io/rewriteAppHTTPProbers", "true",
                                "prometheus.istio.io/merge-metrics", "true",
                                "prometheus.io/port",
                                        rendering.environment(deployment).get("TRADEPOST_INTERNAL_PORT"),
                                "prometheus.io/path", "/metrics")));
    }

    private static Stream<String> annotated(Manifest deployment, Map<String, String> wanted) {
        return wanted.entrySet().stream()
                .filter(entry ->
                        !entry.getValue().equals(deployment.podAnnotations().get(entry.getKey())))
                .map(entry -> deployment.says("its pods need the annotation " + entry));
    }

    /** Under mutual TLS the server's own port is closed to Prometheus. */
    private static Stream<String> scraping(Rendering rendering) {
        return rendering
                .of("PodMonitor")
                .filter(monitor -> Mesh.ISTIO.isIn(rendering))
                .filter(monitor -> Manifest.each(monitor.at("spec/podMetricsEndpoints"))
                        .anyMatch(endpoint -> !endpoint.path("port").asText().equals(Ports.OF_ISTIO)
                                || !endpoint.at("/relabelings/0/replacement")
                                        .asText()
                                        .equals("$1:15020")))
                .map(monitor -> monitor.says("asks a port that demands a certificate"));
    }
}
