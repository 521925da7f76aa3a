package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pod of {@code helm test}, and the policies that let it through while it runs. */
class ChartHookTest {
    private static final Chart WITH_HOOKS = ChartCopy.withHooksAsObjects();
    private static final Rendering PRODUCTION = WITH_HOOKS.with(Repository.text(Chart.values("production")));

    @Test
    void itIsNoPartOfTheReleaseButAHook() {
        assertThat(Chart.rendered("production").of("Pod")).isEmpty();
        assertThat(hooks(PRODUCTION)).hasSize(3).allSatisfy(hook -> assertThat(
                        Manifest.strings(hook.at("metadata/annotations")))
                .containsEntry("was/hook", "test")
                .containsEntry("was/hook-delete-policy", "before-hook-creation,hook-succeeded"));
    }

    @Test
    void itAsksTheGatewayThroughItsServiceForHealthAndAProduct() {
        JsonNode container = pod(PRODUCTION).at("spec/containers/0");
        assertThat(container.path("command"))
                .extracting(JsonNode::asText)
                .startsWith("curl", "--fail")
                .contains(
                        "--header=Host: shop.example.com",
                        "http://gateway:80/health/ready",
                        "http://gateway:80/api/v1/products?limit=1");
        assertThat(PRODUCTION.one("Service", "gateway").at("spec/ports/0/port").asInt())
                .isEqualTo(80);
        assertThat(pod(PRODUCTION).at("spec/restartPolicy").asText()).isEqualTo("Never");
    }

    @Test
    void theGatewayHasTheRoutesThatItAsksFor() {
        assertThat(Repository.root()
                        .resolve("services/gateway/src/main/java/org/tradepost/gateway/edge/entity/RouteTable.java"))
                .content()
                .contains("HEALTH = \"/health\"", "HEALTH + \"/ready\"", "/products");
    }

    @Test
    void itsImageIsTheGatewaysUnlessAnotherIsStated() {
        assertThat(pod(PRODUCTION).at("spec/containers/0/image").asText()).isEqualTo("tradepost/gateway:1.0.0");
        assertThat(pod(WITH_HOOKS.with("{test: {image: 'r.example.com/curl:8'}}"))
                        .at("spec/containers/0/image")
                        .asText())
                .isEqualTo("r.example.com/curl:8");
    }

    @Test
    void itPassesRestrictedPodSecurityAndTheModels() {
        ObjectNode asDeployment = Rendering.YAML.createObjectNode();
        asDeployment.put("kind", "Deployment").putObject("metadata").put("name", "gateway");
        asDeployment
                .putObject("spec")
                .putObject("template")
                .set("spec", pod(PRODUCTION).at("spec"));
        Rendering alone = Rendering.of("hook", asDeployment.toString());
        assertThat(new PodSecurity().breaches(alone)).isEmpty();
        assertThat(new ResourceBounds().breaches(alone)).isEmpty();
        assertThat(new KnownFields().breaches(PRODUCTION)).isEmpty();
    }

    @Test
    void policiesLetItReachTheGatewayAndNothingElse() {
        Map<String, String> test = pod(PRODUCTION).labels();
        Map<String, String> gateway = PRODUCTION.one("Deployment", "gateway").podLabels();
        Manifest out = PRODUCTION.one("NetworkPolicy", "tradepost-test");
        Manifest in = PRODUCTION.one("NetworkPolicy", "gateway-from-test");
        assertThat(selects(out.at("spec/podSelector"), test)).isTrue();
        assertThat(selects(out.at("spec/podSelector"), gateway)).isFalse();
        assertThat(selects(out.at("spec/egress/1/to/0/podSelector"), gateway)).isTrue();
        assertThat(out.at("spec/egress")).hasSize(2);
        assertThat(selects(in.at("spec/podSelector"), gateway)).isTrue();
        assertThat(selects(in.at("spec/ingress/0/from/0/podSelector"), test)).isTrue();
        assertThat(Stream.of(in.at("spec/ingress/0/ports/0/port"), out.at("spec/egress/1/ports/0/port")))
                .extracting(JsonNode::asText)
                .containsOnly("http");
    }

    @Test
    void noServiceTakesItForOneOfItsPods() {
        assertThat(PRODUCTION.of("Service"))
                .noneMatch(service -> LabelSelector.contains(
                        pod(PRODUCTION).labels(), Manifest.strings(service.at("spec/selector"))));
    }

    @Test
    void withoutPoliciesItNeedsNoneAndItCanBeSwitchedOff() {
        assertThat(hooks(WITH_HOOKS.with("{}"))).extracting(Manifest::kind).containsExactly("Pod");
        assertThat(hooks(WITH_HOOKS.with("{test: {enabled: false}}"))).isEmpty();
    }

    private static Manifest pod(Rendering rendering) {
        return rendering.one("Pod", "tradepost-test");
    }

    private static boolean selects(JsonNode selector, Map<String, String> labels) {
        return new LabelSelector(selector).matches(labels);
    }

    private static Stream<Manifest> hooks(Rendering rendering) {
        return rendering.manifests().stream()
                .filter(manifest -> manifest.at("metadata/annotations").has("was/hook"));
    }
}
