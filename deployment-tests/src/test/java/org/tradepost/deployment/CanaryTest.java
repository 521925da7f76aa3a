package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.tradepost.deployment.Mistake.CONTAINER;
import static org.tradepost.deployment.Mistake.broken;
import static org.tradepost.deployment.Mistake.set;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A second Deployment beside a stable one, in the overlays that have an edge. */
class CanaryTest {
    private static final Rendering PRODUCTION =
            Combination.ofOverlay("production", "canary").rendered();
    private static final Rendering STAGING =
            Combination.ofOverlay("staging", "canary/gateway").rendered();
    private static final String LABELS = "/spec/template/metadata/labels";

    @BeforeAll
    static void rendersFirst() {
        Kubectl.installed().demand();
    }

    @TestFactory
    Stream<DynamicTest> anOverlayWithACanaryKeepsEveryRule() {
        List<Rule> rules = Stream.of(
                        Rule.everywhere(),
                        Rule.ofMeshes(),
                        List.<Rule>of(new RestrictedNamespace(), new NetworkFlows()))
                .flatMap(List::stream)
                .toList();
        return Stream.of(PRODUCTION, STAGING).flatMap(rendering -> rules.stream()
                .map(rule -> dynamicTest(
                        rendering.one("Deployment", "gateway").namespace() + ": " + rule.title(),
                        () -> assertThat(rule.breaches(rendering)).isEmpty())));
    }

    @Test
    void itRunsItsOwnImageOnceAndNoAutoscalerLooksAfterIt() {
        Manifest canary = PRODUCTION.one("Deployment", "orders-canary");
        assertThat(canary.at("spec/replicas").asInt()).isEqualTo(1);
        assertThat(canary.containers().getFirst().path("image").asText()).isEqualTo("tradepost/orders:1.1.0");
        assertThat(PRODUCTION
                        .one("Deployment", "orders")
                        .containers()
                        .getFirst()
                        .path("image")
                        .asText())
                .isEqualTo("tradepost/orders:1.0.0");
        assertThat(PRODUCTION.of("HorizontalPodAutoscaler"))
                .extracting(scaler -> scaler.at("spec/scaleTargetRef/name").asText())
                .doesNotContain("orders-canary");
    }

    @Test
    void itGetsWhatOtherComponentsChangeInStable() {
        assertThat(PRODUCTION.environment(PRODUCTION.one("Deployment", "gateway-canary")))
                .containsKey("TRADEPOST_REDIS_URL");
        assertThat(Mesh.ISTIO.has(PRODUCTION.one("Deployment", "gateway-canary")))
                .isTrue();
    }

    @Test
    void itBeginsWithNoShareSinceRequestsToPodsThatAreNotReadyFail() {
        assertThat(PRODUCTION
                        .one("VirtualService", "orders")
                        .at("spec/http/1/route")
                        .findValuesAsText("weight"))
                .containsExactly("100", "0");
        assertThat(STAGING.one("HTTPRoute", "gateway")
                        .at("spec/rules/0/backendRefs")
                        .findValuesAsText("weight"))
                .containsExactly("100", "0");
    }

    @Test
    void theReadmeSaysHowItIsIncludedAndGivenItsShare() {
        List<String> blocks = blocksOf("kustomize/components/canary/README.md");
        assertThat(blocks.getFirst())
                .contains("  - ../../components/canary/orders\n", "name: tradepost/orders-canary\n");
        Rendering staging = Combination.ofOverlay("staging", "canary/gateway")
                .with(blocks.get(1))
                .rendered();
        assertThat(new Canaries().breaches(staging)).isEmpty();
        for (int rule : List.of(0, 1)) {
            assertThat(staging.one("HTTPRoute", "gateway")
                            .at("spec/rules/" + rule + "/backendRefs")
                            .findValuesAsText("weight"))
                    .containsExactly("95", "5");
        }
        Rendering production = Combination.ofOverlay("production", "canary")
                .with(blocks.get(2))
                .rendered();
        assertThat(new MeshRoutes().breaches(production)).isEmpty();
        for (int route : List.of(3, 4, 5)) {
            assertThat(production
                            .one("VirtualService", "edge")
                            .at("spec/http/" + route + "/route")
                            .findValuesAsText("weight"))
                    .containsExactly("95", "5");
        }
        assertThat(production
                        .one("VirtualService", "orders")
                        .at("spec/http/1/route")
                        .findValuesAsText("weight"))
                .containsExactly("95", "5");
    }

    /** The site of Helm has pods from the chart and routes from here. */
    @Test
    void routesCanBeHadWithoutDeployments() {
        Rendering mesh = Kubectl.rendered(Repository.kustomize("components/istio/objects"));
        assertThat(mesh.manifests()).isNotEmpty().allSatisfy(one -> assertThat(one.apiVersion())
                .contains(".istio.io/"));
        assertThat(mesh.one("VirtualService", "orders").at("spec/http")).hasSize(1);
        Rendering routes = new Combination("components/istio/objects", List.of("canary/orders/routes"), "").rendered();
        assertThat(routes.of("Deployment")).isEmpty();
        assertThat(routes.one("VirtualService", "orders").at("spec/http")).hasSize(2);
    }

    /** The blocks of YAML in a page. */
    static List<String> blocksOf(String page) {
        return Pattern.compile("(?ms)^```yaml\\n(.*?)^```$")
                .matcher(Repository.text(Repository.root().resolve(page)))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @Test
    void prometheusTellsTheTwoApart() {
        assertThat(PRODUCTION
                        .one("PodMonitor", "tradepost")
                        .at("spec/podTargetLabels")
                        .toString())
                .contains("\"track\"");
    }

    static Stream<Mistake> mistakes() {
        var rule = new Canaries();
        var subset = "/spec/subsets/1/labels";
        return Stream.of(
                broken(
                        rule,
                        "not those of stable",
                        set(PRODUCTION, "Deployment", "orders-canary", LABELS, "team", "a")),
                broken(
                        rule,
                        "not those of stable",
                        set(PRODUCTION, "Deployment", "orders-canary", LABELS, "track", "b")),
                broken(rule, "not those of stable", set(PRODUCTION, "Deployment", "orders", LABELS, "track", null)),
                broken(
                        rule,
                        "in more than image",
                        set(
                                PRODUCTION,
                                "Deployment",
                                "orders-canary",
                                CONTAINER + "/readinessProbe",
                                "periodSeconds",
                                1)),
                broken(
                        rule,
                        "Deployment orders: selects the pods of orders-canary, too",
                        set(PRODUCTION, "Deployment", "orders", "/spec/selector/matchLabels", "track", null)),
                broken(
                        rule,
                        "Deployment orders-canary: selects the pods of orders, too",
                        set(PRODUCTION, "Deployment", "orders-canary", "/spec/selector/matchLabels", "track", null)),
                broken(
                        rule,
                        "counts the pods of orders-canary",
                        set(PRODUCTION, "PodDisruptionBudget", "orders", "/spec/selector/matchLabels", "track", null)),
                broken(
                        rule,
                        "no Service of its service",
                        set(PRODUCTION, "Service", "orders", "/spec/selector", "track", "stable")),
                broken(rule, "no Service of its service", STAGING.without("Service", "gateway-canary")),
                broken(
                        rule,
                        "the pods of orders-canary are in the subsets []",
                        set(PRODUCTION, "DestinationRule", "orders", subset, "track", "next")),
                broken(
                        rule,
                        "the pods of orders are in the subsets [stable, canary]",
                        set(PRODUCTION, "DestinationRule", "orders", subset, "track", null)),
                broken(
                        rule,
                        "NetworkPolicy orders: takes orders-canary for another",
                        set(PRODUCTION, "NetworkPolicy", "orders", "/spec/podSelector/matchLabels", "track", "stable")),
                broken(
                        rule,
                        "AuthorizationPolicy orders: takes orders-canary for another",
                        set(
                                PRODUCTION,
                                "AuthorizationPolicy",
                                "orders",
                                "/spec/selector/matchLabels",
                                "track",
                                "stable")),
                broken(
                        rule,
                        "weights are 105, not 100",
                        set(STAGING, "HTTPRoute", "gateway", "/spec/rules/0/backendRefs/1", "weight", 5)),
                broken(
                        new MeshRoutes(),
                        "weights are 105, not 100",
                        set(PRODUCTION, "VirtualService", "orders", "/spec/http/1/route/1", "weight", 5)),
                broken(new MeshRoutes(), "no pods are behind", PRODUCTION.without("Deployment", "orders-canary")),
                broken(
                        new Selections(),
                        "Service gateway-canary: selects no workload",
                        STAGING.without("Deployment", "gateway-canary")),
                broken(
                        new Images(),
                        "not its image",
                        set(PRODUCTION, "Deployment", "orders-canary", CONTAINER, "image", "tradepost/orders-canary")),
                broken(
                        new ConnectionBudget(),
                        "fewer max_connections than orders may need",
                        set(PRODUCTION, "Deployment", "orders-canary", "/spec", "replicas", 28)),
                broken(
                        new OwnDeployments(),
                        "none of our services",
                        PRODUCTION.and("{apiVersion: apps/v1, kind: Deployment, metadata: {name: redis-canary}}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeIsRefused(Mistake mistake) {
        assertThat(mistake.rule().breaches(mistake.rendering()))
                .anySatisfy(found -> assertThat(found).contains(mistake.complaint()));
    }
}
