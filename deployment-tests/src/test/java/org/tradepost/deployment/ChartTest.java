package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart with each of its value sets keeps the rules that the overlays keep. */
class ChartTest {

    static Stream<String> valueSets() {
        return Chart.valueSets().stream();
    }

    @Test
    void thereAreTheValueSetsThatPeopleBeginWith() {
        assertThat(Chart.valueSets()).contains("production", "staging", "minimal", "everything-on");
    }

    @TestFactory
    Stream<DynamicTest> everyValueSetKeepsEveryRule() {
        List<Rule> rules = Rule.everywhere();
        return valueSets().flatMap(set -> rules.stream()
                .map(rule -> dynamicTest(set + ": " + rule.title(), () -> assertThat(rule.breaches(Chart.rendered(set)))
                        .isEmpty())));
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void everyValueSetPassesHelmsOwnLint(String set) {
        var lint = ChartCopy.withValues(set, Repository.text(Chart.values(set))).lint();
        assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
    }

    @Test
    void theLintRefusesValuesThatTheSchemaRefuses() {
        assertThat(ChartCopy.withValues("wrong", "{replicaCount: 3}").lint().isFailed())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void everythingIsInTheNamespaceOfTheRelease(String set) {
        assertThat(Chart.rendered(set).manifests())
                .isNotEmpty()
                .extracting(Manifest::namespace)
                .containsOnly("tradepost-" + set);
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void noObjectIsThereTwice(String set) {
        assertThat(Chart.rendered(set).manifests())
                .extracting(manifest -> manifest.kind() + " " + manifest.name())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"staging", "production", "everything-on"})
    void networkPoliciesLetThroughWhatTheCodeCallsAndNothingElse(String set) {
        assertThat(new NetworkFlows().breaches(Chart.rendered(set))).isEmpty();
        assertThat(new InternetFlows().breaches(Chart.rendered(set))).isEmpty();
    }

    @Test
    void externalSecretsMakesEverySecretThatIsReferredToButThoseOfRedis() {
        NeededSecrets made = NeededSecrets.made(Chart.rendered("everything-on"));
        Set<String> used = Chart.rendered("everything-on")
                .deployments()
                .flatMap(deployment -> deployment.pod().findValues("secretKeyRef").stream())
                .map(reference -> reference.path("name").asText())
                .filter(name -> !name.endsWith("-redis"))
                .collect(Collectors.toCollection(TreeSet::new));
        used.add("audit-db");
        assertThat(made.names()).containsExactlyInAnyOrderElementsOf(used);
        assertThat(made.has("gateway-secrets", "TRADEPOST_GATEWAY_SIGNING_KEY_PREVIOUS"))
                .isTrue();
        assertThat(made.has("users-secrets", "TRADEPOST_ORDERS_CLIENT_SECRET_PREVIOUS"))
                .isFalse();
    }

    @Test
    void theNotesNameEverySecretThatMustExistAndTheNextSteps() {
        String notes = Chart.OURS.notes("{redis: {enabled: true}}");
        Rendering rendering = Chart.OURS.with("{redis: {enabled: true}}");
        assertThat(rendering
                        .deployments()
                        .flatMap(deployment -> deployment.pod().findValues("secretKeyRef").stream())
                        .filter(reference -> !reference.path("optional").asBoolean())
                        .flatMap(reference -> Stream.of(reference.path("name"), reference.path("key")))
                        .map(name -> name.asText())
                        .distinct())
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(notes).contains(name));
        assertThat(notes)
                .contains(
                        "must exist",
                        "rollout status",
                        "helm -n tradepost test tradepost",
                        "port-forward service/gateway 9080:80")
                .doesNotContain("production mode");
    }

    @Test
    void theNotesOfProductionSayWhatDoesNotStartYet() {
        assertThat(Chart.OURS.notes(Repository.text(Chart.values("production"))))
                .contains(
                        "payments does not start", "External Secrets makes these", "kustomize/components/istio/objects")
                .doesNotContain("without a mesh");
        assertThat(Chart.OURS.notes("{environment: production, host: a.example.com, trustedProxies: [10.0.0.0/8]}"))
                .contains("without a mesh");
    }

    @Test
    void theChartHasNoKindOfSecretInIt() {
        assertThat(valueSets().map(Chart::rendered).flatMap(rendering -> rendering.of("Secret")))
                .isEmpty();
    }
}
