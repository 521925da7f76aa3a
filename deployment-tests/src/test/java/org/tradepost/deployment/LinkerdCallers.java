package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** In Linkerd's mesh a service's internal port is called by those that the code makes callers of, and by Prometheus. */
final class LinkerdCallers implements Rule {
    private static final String API = "policy.linkerd.io/";
    private static final Set<String> OUTSIDE = Set.of("edge", "prometheus");

    @Override
    public Stream<String> breaches(Rendering rendering) {
        if (!Mesh.LINKERD.isIn(rendering)) {
            return Stream.of();
        }
        List<Manifest> policies = rendering.ofApi(API, "AuthorizationPolicy").toList();
        Set<String> allowed = new TreeSet<>();
        policies.forEach(policy -> identities(policy, rendering)
                .filter(identity -> !identity.has("namespace"))
                .forEach(identity -> allowed.add(identity.path("name").asText() + " -> " + called(policy, rendering))));
        return Stream.of(
                        Mesh.differences(allowed, "Linkerd"),
                        policies.stream().flatMap(policy -> ofPolicy(policy, rendering)),
                        rendering.ofApi(API, "Server").flatMap(server -> ofServer(server, rendering)))
                .flatMap(all -> all);
    }

    private static Stream<String> ofPolicy(Manifest policy, Rendering rendering) {
        Stream<String> lost = called(policy, rendering).isEmpty()
                ? Stream.of(policy.says("there is no Server " + policy.at("spec/targetRef/name")))
                : Stream.of();
        Stream<String> open = identities(policy, rendering).findAny().isEmpty()
                ? Stream.of(policy.says("asks for nobody's identity"))
                : Stream.of();
        Stream<String> strangers = identities(policy, rendering)
                .filter(identity -> identity.has("namespace")
                        ? !OUTSIDE.contains(identity.path("name").asText())
                        : rendering.of("ServiceAccount").noneMatch(account -> account.name()
                                .equals(identity.path("name").asText())))
                .map(identity -> policy.says("none of our service accounts is " + identity));
        return Stream.of(lost, open, strangers).flatMap(all -> all);
    }

    private static Stream<String> ofServer(Manifest server, Rendering rendering) {
        var selector = new LabelSelector(server.at("spec/podSelector"));
        String port = server.at("spec/port").asText();
        boolean found = rendering
                .deployments()
                .filter(deployment -> selector.matches(deployment.podLabels()))
                .anyMatch(deployment -> Ports.isOpen(deployment, port));
        return found ? Stream.of() : Stream.of(server.says("none of our pods has the port " + port));
    }

    /** The service whose Server a policy is about; empty when there is none. */
    private static String called(Manifest policy, Rendering rendering) {
        return rendering
                .ofApi(API, "Server")
                .filter(server ->
                        server.name().equals(policy.at("spec/targetRef/name").asText()))
                .map(server -> server.at("spec/podSelector/matchLabels/app.kubernetes.io~1name")
                        .asText())
                .findFirst()
                .orElse("");
    }

    private static Stream<JsonNode> identities(Manifest policy, Rendering rendering) {
        return Manifest.each(policy.at("spec/requiredAuthenticationRefs"))
                .flatMap(reference -> rendering
                        .ofApi(API, "MeshTLSAuthentication")
                        .filter(one -> one.name().equals(reference.path("name").asText())))
                .flatMap(authentication -> Manifest.each(authentication.at("spec/identityRefs")));
    }
}
