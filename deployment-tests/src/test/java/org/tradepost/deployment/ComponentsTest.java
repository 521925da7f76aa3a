package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every component alone with the base, and all that go together at once. */
class ComponentsTest {

    private static final List<String> ALL = Repository.folders(Repository.kustomize("components"));
    /** Of each row at most one goes with all that is in no row: an edge, with the mesh that goes with it. */
    private static final List<Set<String>> ALTERNATIVES =
            List.of(Set.of("istio", "istio-faults"), Set.of("gateway-api", "linkerd"), Set.of("tls"));

    static Stream<String> components() {
        return ALL.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyCombinationKeepsEveryRule() {
        assertThat(ALL)
                .contains(
                        "autoscaling",
                        "canary",
                        "external-secrets",
                        "gateway-api",
                        "istio",
                        "kafka",
                        "linkerd",
                        "log-shipping",
                        "monitoring",
                        "network-policies",
                        "otel-collector",
                        "postgres",
                        "redis",
                        "tls");
        List<Rule> rules = Stream.concat(Rule.everywhere().stream(), Rule.ofMeshes().stream())
                .toList();
        return combinations()
                .map(combination -> dynamicTest("base with " + String.join(", ", combination), () -> {
                    Rendering rendering = Combination.of(combination).rendered();
                    assertThat(rules.stream().flatMap(rule -> rule.breaches(rendering)))
                            .isEmpty();
                }));
    }

    /** A policy that lets something out denies the rest, even where there is no other one. */
    @Test
    void redisLetsOutThoseWhoUseItWherePoliciesHoldThemBackAndHoldsNothingBackItself() {
        assertThat(Combination.of("redis").rendered().of("NetworkPolicy")).isEmpty();
        Rendering held = Combination.of("network-policies", "redis").rendered();
        for (String service : Repository.SERVICES) {
            assertThat(held.one("NetworkPolicy", service)
                            .at("spec/egress")
                            .findValuesAsText("port")
                            .contains("6379"))
                    .as(service)
                    .isEqualTo(service.equals("gateway") || service.equals("catalog"));
        }
    }

    private static Stream<List<String>> combinations() {
        Stream<List<String>> alone = ALL.stream().map(List::of);
        Set<String> inRows = ALTERNATIVES.stream().flatMap(Set::stream).collect(Collectors.toSet());
        Stream<List<String>> most = ALTERNATIVES.stream().map(row -> ALL.stream()
                .filter(component -> row.contains(component) || !inRows.contains(component))
                .toList());
        return Stream.of(Stream.of(List.<String>of()), alone, most).flatMap(all -> all);
    }

    @ParameterizedTest
    @MethodSource("components")
    void aComponentSaysWhatItNeeds(String component) {
        assertThat(Repository.kustomize("components/" + component + "/README.md"))
                .content()
                .contains("# " + component, "- Needs ");
    }

    @Test
    void networkPoliciesWithoutDatabasesOfOursStillLetServicesCallEachOther() {
        assertThat(new NetworkFlows()
                        .breaches(Combination.of("network-policies").rendered()))
                .isEmpty();
    }

    @Test
    void kafkaHasTheTopicsThatTheCommandLineMakes() {
        String code = Repository.text(
                Repository.root().resolve("services/cli/src/main/java/org/tradepost/cli/platform/EventTopics.java"));
        Set<String> topics = Pattern.compile("\"(tradepost\\.[a-z.-]+)\"")
                .matcher(code)
                .results()
                .map(topic -> topic.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(Combination.of("kafka").rendered().of("KafkaTopic").map(Manifest::name))
                .containsExactlyInAnyOrderElementsOf(topics);
        assertThat(Combination.of("kafka").rendered().of("KafkaTopic")).allSatisfy(topic -> assertThat(
                        topic.at("spec/config").path("retention.ms").asLong())
                .isEqualTo(14L * 24 * 60 * 60 * 1000));
    }

    @Test
    void databasesAndBrokersAreWhereTheServicesLookForThem() {
        Rendering rendering = Combination.of("postgres", "kafka").rendered();
        for (String service : List.of("users", "catalog", "orders", "payments")) {
            var environment = rendering.environment(rendering.one("Deployment", service));
            String url = environment.get("TRADEPOST_" + service.toUpperCase(java.util.Locale.ROOT) + "_DB_URL");
            Manifest cluster = rendering.one("Cluster", service + "-db");
            assertThat(url)
                    .startsWith("jdbc:postgresql://" + cluster.name() + "-rw:5432/"
                            + cluster.at("spec/bootstrap/initdb/database").asText());
            assertThat(environment.get("TRADEPOST_KAFKA_BOOTSTRAP"))
                    .isEqualTo(rendering.one("Kafka", "tradepost").name() + "-kafka-bootstrap:9092");
        }
    }

    @Test
    void databasesHaveTheRolesThatTheServicesLogInWith() {
        Rendering rendering = Combination.of("postgres").rendered();
        Set<String> secrets = rendering
                .of("Cluster")
                .flatMap(cluster -> Stream.concat(
                        cluster.json().findValues("passwordSecret").stream(),
                        Stream.of(cluster.at("spec/bootstrap/initdb/secret"))))
                .map(secret -> secret.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> used = rendering
                .deployments()
                .flatMap(deployment -> deployment.pod().findValues("secretKeyRef").stream())
                .map(reference -> reference.path("name").asText())
                .filter(name -> name.contains("-db-"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(secrets).containsAll(used).contains("audit-db");
    }

    @Test
    void theAdapterMakesTheMetricThatTheAutoscalersAskFor() throws IOException {
        JsonNode rule = Rendering.YAML
                .readTree(Repository.text(Repository.kustomize("components/autoscaling/prometheus-adapter.yaml")))
                .at("/rules/0");
        assertThat(rule.at("/name/as").asText()).isEqualTo("http_requests_per_second");
        assertThat(rule.path("seriesQuery").asText()).startsWith("http_requests_total{");
        assertThat(Combination.of("autoscaling").rendered().of("HorizontalPodAutoscaler"))
                .hasSize(5);
        assertThat(Combination.of("autoscaling").rendered().of("VerticalPodAutoscaler"))
                .hasSize(5);
    }
}
