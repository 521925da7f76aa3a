package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is applied as it is: each overlay keeps every rule. */
class OverlaysTest {

    private static final List<Rule> RULES = Stream.of(
                    Rule.everywhere(), Rule.ofMeshes(), List.<Rule>of(new RestrictedNamespace()))
            .flatMap(List::stream)
            .toList();

    private static Rendering overlay(String name) {
        return Kubectl.rendered(Repository.kustomize("overlays/" + name));
    }

    @TestFactory
    Stream<DynamicTest> everyOverlayKeepsEveryRule() {
        List<String> overlays = Repository.overlays();
        assertThat(overlays).contains("local", "staging", "production");
        return overlays.stream().flatMap(overlay -> RULES.stream()
                .map(rule ->
                        dynamicTest(overlay + ": " + rule.title(), () -> assertThat(rule.breaches(overlay(overlay)))
                                .isEmpty())));
    }

    @ParameterizedTest
    @CsvSource({"local, 1", "staging, 2", "production, 3"})
    void anOverlayBeginsWithSoManyReplicas(String name, int replicas) {
        assertThat(overlay(name).deployments())
                .extracting(
                        deployment -> Scaling.range(deployment, overlay(name)).least())
                .containsOnly(replicas);
    }

    @ParameterizedTest
    @CsvSource({"staging", "production", "multi-cluster/east", "multi-cluster/west"})
    void networkPoliciesLetThroughWhatTheCodeCallsAndNothingElse(String name) {
        assertThat(new NetworkFlows().breaches(overlay(name))).isEmpty();
        assertThat(new InternetFlows().breaches(overlay(name))).isEmpty();
    }

    @Test
    void productionRunsInProductionModeWithAnHttpsIssuerAndKnownProxies() {
        assertThat(overlay("production").deployments()).allSatisfy(deployment -> {
            var environment = overlay("production").environment(deployment);
            assertThat(environment)
                    .containsEntry("TRADEPOST_ENV", "production")
                    .containsEntry("TRADEPOST_INTERNAL_TLS_TERMINATED", "true");
            assertThat(environment.get("TRADEPOST_ISSUER")).startsWith("https://");
        });
        var gateway = overlay("production").environment(overlay("production").one("Deployment", "gateway"));
        assertThat(gateway).containsEntry("TRADEPOST_GATEWAY_TLS_TERMINATED", "true");
        assertThat(gateway.get("TRADEPOST_GATEWAY_TRUSTED_PROXIES"))
                .isNotBlank()
                .doesNotContain("/0");
    }

    @Test
    void productionIsInAMeshThatKnowsItsTokens() {
        Rendering production = overlay("production");
        assertThat(production.deployments()).allMatch(Mesh.ISTIO::has);
        String issuer =
                production.environment(production.one("Deployment", "users")).get("TRADEPOST_ISSUER");
        assertThat(production.of("RequestAuthentication")).hasSize(4).allSatisfy(authentication -> {
            JsonNode rule = authentication.at("spec/jwtRules/0");
            assertThat(rule.path("issuer").asText()).isEqualTo(issuer);
            assertThat(rule.path("jwksUri").asText()).isEqualTo(issuer + "/oauth2/jwks");
        });
        assertThat(Repository.text(Repository.root().resolve("services/users/contracts/openapi.yaml")))
                .contains("\n  /oauth2/jwks:\n");
    }

    @ParameterizedTest
    @CsvSource({"local", "staging"})
    void onlyProductionRunsInProductionMode(String name) {
        assertThat(overlay(name).deployments())
                .allSatisfy(deployment ->
                        assertThat(overlay(name).environment(deployment)).doesNotContainKey("TRADEPOST_ENV"));
    }
}
