package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.deployment.Mistake.CONTAINER;
import static org.tradepost.deployment.Mistake.GOOD;
import static org.tradepost.deployment.Mistake.broken;
import static org.tradepost.deployment.Mistake.set;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of meshes refuse what breaks them: production, which is in Istio's, or the base in Linkerd's, with one mistake. */
class MeshRulesRefuseTest {
    private static final String RULE = "/spec/rules/0";
    private static final String ANNOTATIONS = "/spec/template/metadata/annotations";

    private static final Rendering LINKERD =
            Combination.of("gateway-api", "linkerd", "network-policies").rendered();

    static Stream<Mistake> mistakes() {
        return Stream.of(fields(), routes(), istioCallers(), linkerdCallers(), meshes())
                .flatMap(all -> all);
    }

    private static Stream<Mistake> fields() {
        var rule = new KnownFields();
        return Stream.of(
                broken(rule, "hosts", set("Gateway", "edge", "/spec/servers/0", "hosts", null)),
                broken(rule, "retry", set("VirtualService", "edge", "/spec/http/0", "retry", "1s")),
                broken(rule, "host", set("DestinationRule", "gateway", "/spec", "host", null)),
                broken(rule, "mode", set("PeerAuthentication", "default", "/spec/mtls", "mode", "ON")),
                broken(
                        rule,
                        "principal",
                        set("AuthorizationPolicy", "orders", RULE + "/from/0/source", "principal", "gateway")),
                broken(rule, "jwksUri", set("RequestAuthentication", "users", "/spec/jwtRules/0", "jwksUri", "users")),
                broken(
                        rule,
                        "randomSamplingPercentage",
                        set("Telemetry", "tradepost", "/spec/tracing/0", "randomSamplingPercentage", 200)),
                broken(rule, "podSelector", linkerd("Server", "orders-internal", "/spec", "podSelector", null)),
                broken(rule, "targetRef", linkerd("AuthorizationPolicy", "orders", "/spec", "targetRef", null)),
                broken(
                        rule,
                        "identityRefs",
                        linkerd("MeshTLSAuthentication", "orders-callers", "/spec", "identityRefs", null)));
    }

    private static Stream<Mistake> routes() {
        var rule = new MeshRoutes();
        String reads = "/spec/http/1";
        String writes = "/spec/http/2";
        return Stream.of(
                broken(
                        rule,
                        "writes: repeats on",
                        set("VirtualService", "edge", writes + "/retries", "retryOn", "connect-failure,5xx")),
                broken(
                        rule,
                        "reads: repeats on",
                        set("VirtualService", "edge", reads + "/match/0/method", "regex", "GET|POST")),
                broken(rule, "reads: repeats on", set("VirtualService", "edge", reads, "match", null)),
                broken(rule, "more than once", set("VirtualService", "edge", reads + "/retries", "attempts", 3)),
                broken(
                        rule,
                        "nothing of repetitions",
                        set("VirtualService", "orders", "/spec/http/0", "retries", null)),
                broken(rule, "repeats calls to it by default", GOOD.without("VirtualService", "orders")),
                broken(rule, "not 100", set("VirtualService", "edge", writes + "/route/0", "weight", 90)),
                broken(
                        rule,
                        "no DestinationRule has the subset",
                        set("DestinationRule", "gateway", "/spec/subsets/0", "name", "next")),
                broken(
                        rule,
                        "no pods are behind",
                        set("DestinationRule", "orders", "/spec/subsets/0/labels", "track", "steady")),
                broken(
                        rule,
                        "no pods are behind",
                        set("VirtualService", "orders", "/spec/http/0/route/0/destination", "subset", "canary")),
                broken(
                        rule,
                        "no service with the port",
                        set("VirtualService", "orders", "/spec/http/0/route/0/destination/port", "number", 80)),
                broken(
                        rule,
                        "have no budget",
                        set("DestinationRule", "gateway", "/spec/trafficPolicy/retryBudget", "percent", 50)),
                broken(
                        rule,
                        "never leaves out",
                        set("DestinationRule", "orders", "/spec/trafficPolicy", "outlierDetection", null)));
    }

    private static Stream<Mistake> istioCallers() {
        var rule = new IstioCallers();
        String source = RULE + "/from/0/source";
        return Stream.of(
                broken(rule, "denies by default", GOOD.without("AuthorizationPolicy", "deny-by-default")),
                broken(
                        rule,
                        "denies by default",
                        set("AuthorizationPolicy", "deny-by-default", "/spec", "rules", List.of(List.of()))),
                broken(
                        rule,
                        "mutual TLS of all",
                        set("PeerAuthentication", "default", "/spec/mtls", "mode", "PERMISSIVE")),
                broken(rule, "Istio denies orders -> payments", callers("payments", "gateway", "users")),
                broken(rule, "Istio allows catalog -> orders", callers("orders", "gateway", "users", "catalog")),
                broken(rule, "none of our service accounts is order", callers("catalog", "gateway", "orders", "order")),
                broken(
                        rule,
                        "none of our service accounts is ingress/istio-ingress",
                        callers("catalog", "gateway", "orders", "ingress/istio-ingress")),
                broken(
                        rule,
                        "do not demand mutual TLS",
                        set("DestinationRule", "orders", "/spec/trafficPolicy/tls", "mode", "DISABLE")),
                broken(rule, "lets the edge in", GOOD.without("AuthorizationPolicy", "gateway")),
                broken(rule, "named callers to port 9081", set("AuthorizationPolicy", "orders", RULE, "to", null)),
                broken(
                        rule,
                        "named callers to port 9081",
                        set("AuthorizationPolicy", "orders", source, "serviceAccounts", List.of())),
                broken(
                        rule,
                        "pass tokens on",
                        set("RequestAuthentication", "users", "/spec/jwtRules/0", "forwardOriginalToken", false)));
    }

    private static Rendering callers(String service, String... accounts) {
        return set("AuthorizationPolicy", service, RULE + "/from/0/source", "serviceAccounts", accounts);
    }

    private static Stream<Mistake> linkerdCallers() {
        var rule = new LinkerdCallers();
        String identity = "/spec/identityRefs/1";
        return Stream.of(
                broken(
                        rule,
                        "Linkerd denies orders -> catalog",
                        linkerd("MeshTLSAuthentication", "catalog-callers", identity, "name", "users")),
                broken(
                        rule,
                        "Linkerd allows users -> catalog",
                        linkerd("MeshTLSAuthentication", "catalog-callers", identity, "name", "users")),
                broken(
                        rule,
                        "none of our service accounts is",
                        linkerd("MeshTLSAuthentication", "catalog-callers", identity, "name", "order")),
                broken(
                        rule,
                        "none of our service accounts is",
                        linkerd("MeshTLSAuthentication", "catalog-callers", identity, "namespace", "elsewhere")),
                broken(rule, "there is no Server", LINKERD.without("Server", "orders-internal")),
                broken(rule, "has the port web", linkerd("Server", "orders-internal", "/spec", "port", "web")),
                broken(rule, "nobody's identity", LINKERD.without("MeshTLSAuthentication", "prometheus")));
    }

    private static Rendering linkerd(String kind, String name, String parent, String field, Object value) {
        return set(LINKERD, kind, name, parent, field, value);
    }

    private static Stream<Mistake> meshes() {
        var rule = new OneMesh();
        String label = "sidecar.istio.io/inject";
        return Stream.of(
                broken(
                        rule,
                        "is not in ISTIO",
                        set("Deployment", "orders", "/spec/template/metadata/labels", label, "false")),
                broken(
                        rule,
                        "has two meshes",
                        set("Deployment", "orders", ANNOTATIONS, "linkerd.io/inject", "enabled")),
                broken(
                        rule,
                        "is told not that a mesh",
                        GOOD.with(
                                "Deployment",
                                "orders",
                                json -> Mistake.add(
                                        json.at(CONTAINER + "/env"),
                                        "{name: TRADEPOST_INTERNAL_TLS_TERMINATED, value: 'false'}"))),
                broken(
                        rule,
                        "is told that a mesh",
                        Mistake.STAGING.with(
                                "Deployment",
                                "orders",
                                json -> Mistake.add(
                                        json.at(CONTAINER + "/env"),
                                        "{name: TRADEPOST_INTERNAL_TLS_TERMINATED, value: 'true'}"))),
                broken(
                        rule,
                        "does not trust its sidecar",
                        GOOD.with(
                                "Deployment",
                                "gateway",
                                json -> Mistake.add(
                                        json.at(CONTAINER + "/env"),
                                        "{name: TRADEPOST_GATEWAY_TRUSTED_PROXIES, value: 10.0.0.0/8}"))),
                broken(
                        rule,
                        "sidecar.istio.io/nativeSidecar",
                        set("Deployment", "orders", ANNOTATIONS, "sidecar.istio.io/nativeSidecar", null)),
                broken(
                        rule,
                        "default-inbound-policy",
                        linkerd("Deployment", "orders", ANNOTATIONS, "config.linkerd.io/default-inbound-policy", null)),
                broken(
                        rule,
                        "demands a certificate",
                        set("PodMonitor", "tradepost", "/spec/podMetricsEndpoints/0", "port", "internal")),
                broken(rule, "there are two edges", GOOD.and(edge())));
    }

    private static String edge() {
        JsonNode edge = Mistake.STAGING.one("Gateway", "edge").json();
        return edge.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeIsRefused(Mistake mistake) {
        assertThat(mistake.rule().breaches(GOOD)).isEmpty();
        assertThat(mistake.rule().breaches(LINKERD)).isEmpty();
        assertThat(mistake.rule().breaches(mistake.rendering()))
                .anySatisfy(found -> assertThat(found).contains(mistake.complaint()));
    }

    @Test
    void noRuleIsLeftOut() {
        assertThat(Rule.ofMeshes()).allSatisfy(rule -> assertThat(
                        mistakes().map(mistake -> mistake.rule().title()))
                .contains(rule.title()));
    }
}
