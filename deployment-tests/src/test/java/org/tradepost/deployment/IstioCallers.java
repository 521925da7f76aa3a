package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** In Istio's mesh a service is called by those that the code makes callers of, over mutual TLS, and the gateway by the edge besides. */
final class IstioCallers implements Rule {
    private static final String API = "security.istio.io/";
    private static final String EDGE = "ingress/istio-ingress";

    @Override
    public Stream<String> breaches(Rendering rendering) {
        if (!Mesh.ISTIO.isIn(rendering)) {
            return Stream.of();
        }
        Set<String> allowed = new TreeSet<>();
        rendering.ofApi(API, "AuthorizationPolicy").forEach(policy -> accounts(policy)
                .filter(account -> !account.equals(EDGE))
                .forEach(account -> allowed.add(account + " -> " + selected(policy))));
        return Stream.of(
                        Mesh.differences(allowed, "Istio"),
                        defaults(rendering),
                        rendering.ofApi(API, "AuthorizationPolicy").flatMap(policy -> ofPolicy(policy, rendering)),
                        rendering
                                .deployments()
                                .filter(deployment -> rendering
                                        .of("DestinationRule")
                                        .noneMatch(rule -> demandsMutualTls(rule, deployment)))
                                .map(deployment -> deployment.says("callers do not demand mutual TLS of it")),
                        rendering.ofApi(API, "RequestAuthentication").flatMap(IstioCallers::ofTokens))
                .flatMap(all -> all);
    }

    private static Stream<String> defaults(Rendering rendering) {
        boolean denied = rendering
                .ofApi(API, "AuthorizationPolicy")
                .anyMatch(policy -> policy.json().path("spec").isEmpty());
        boolean strict = rendering
                .ofApi(API, "PeerAuthentication")
                .anyMatch(peers -> !peers.at("spec").has("selector")
                        && peers.at("spec/mtls/mode").asText().equals("STRICT"));
        boolean edge = rendering
                .ofApi(API, "AuthorizationPolicy")
                .anyMatch(policy ->
                        selected(policy).equals("gateway") && accounts(policy).anyMatch(EDGE::equals));
        return Stream.of(
                        denied ? null : "no AuthorizationPolicy denies by default",
                        strict ? null : "no PeerAuthentication demands mutual TLS of all",
                        edge ? null : "no AuthorizationPolicy lets the edge in to the gateway")
                .filter(Objects::nonNull);
    }

    private static Stream<String> ofPolicy(Manifest policy, Rendering rendering) {
        Stream<String> strangers = accounts(policy)
                .filter(account -> !(account.equals(EDGE) && selected(policy).equals("gateway")))
                .filter(account -> rendering.of("ServiceAccount").noneMatch(known -> known.name()
                        .equals(account)))
                .map(account -> policy.says("none of our service accounts is " + account));
        String port = selected(policy).equals("gateway") ? "9080" : "9081";
        Stream<String> open = Manifest.each(policy.at("spec/rules"))
                .filter(rule -> !policy.at("spec/action").asText().equals("ALLOW")
                        || accounts(rule).findAny().isEmpty()
                        || Manifest.each(rule.path("to"))
                                .map(to -> to.at("/operation/ports"))
                                .noneMatch(ports -> ports.size() == 1
                                        && ports.path(0).asText().equals(port)))
                .map(rule -> policy.says("a rule must allow named callers to port " + port));
        return Stream.concat(strangers, open);
    }

    private static boolean demandsMutualTls(Manifest rule, Manifest deployment) {
        return rule.at("spec/host").asText().equals(deployment.service())
                && rule.at("spec/trafficPolicy/tls/mode").asText().equals("ISTIO_MUTUAL");
    }

    private static Stream<String> ofTokens(Manifest authentication) {
        return Manifest.each(authentication.at("spec/jwtRules"))
                .filter(rule -> !rule.path("jwksUri").asText().endsWith("/oauth2/jwks")
                        || !rule.path("forwardOriginalToken").asBoolean())
                .map(rule -> authentication.says("must know our keys and pass tokens on"));
    }

    private static Stream<String> accounts(Manifest policy) {
        return Manifest.each(policy.at("spec/rules")).flatMap(IstioCallers::accounts);
    }

    private static Stream<String> accounts(JsonNode rule) {
        return Manifest.each(rule.path("from"))
                .flatMap(from -> Manifest.each(from.at("/source/serviceAccounts")))
                .map(JsonNode::asText);
    }

    private static String selected(Manifest policy) {
        return policy.at("spec/selector/matchLabels/app.kubernetes.io~1name").asText();
    }
}
