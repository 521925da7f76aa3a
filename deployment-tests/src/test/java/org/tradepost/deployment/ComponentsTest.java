package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
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
    private static final Set<String> BOTH_END_TLS = Set.of("gateway-api", "tls");

    static Stream<String> components() {
        return ALL.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyCombinationKeepsEveryRule() {
        assertThat(ALL)
                .contains(
                        "autoscaling",
                        "external-secrets",
                        "gateway-api",
                        "kafka",
                        "monitoring",
                        "network-policies",
                        "postgres",
                        "redis",
                        "tls");
        List<Rule> rules = Rule.everywhere();
        return combinations()
                .map(combination -> dynamicTest("base with " + String.join(", ", combination), () -> {
                    Rendering rendering = combined(combination);
                    assertThat(rules.stream().flatMap(rule -> rule.breaches(rendering)))
                            .isEmpty();
                }));
    }

    /** A policy that lets something out denies the rest, even where there is no other one. */
    @Test
    void redisLetsTheGatewayOutWherePoliciesHoldItBackAndHoldsNothingBackItself() {
        assertThat(combined(List.of("redis")).of("NetworkPolicy")).isEmpty();
        assertThat(combined(List.of("network-policies", "redis"))
                        .one("NetworkPolicy", "gateway")
                        .at("spec/egress")
                        .findValuesAsText("port"))
                .contains("6379");
    }

    private static Stream<List<String>> combinations() {
        Stream<List<String>> alone = ALL.stream().map(List::of);
        Stream<List<String>> most = BOTH_END_TLS.stream()
                .sorted()
                .map(left -> ALL.stream().filter(Predicate.not(left::equals)).toList());
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
        assertThat(new NetworkFlows().breaches(combined(List.of("network-policies"))))
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
        assertThat(combined(List.of("kafka")).of("KafkaTopic").map(Manifest::name))
                .containsExactlyInAnyOrderElementsOf(topics);
        assertThat(combined(List.of("kafka")).of("KafkaTopic")).allSatisfy(topic -> assertThat(
                        topic.at("spec/config").path("retention.ms").asLong())
                .isEqualTo(14L * 24 * 60 * 60 * 1000));
    }

    @Test
    void databasesAndBrokersAreWhereTheServicesLookForThem() {
        Rendering rendering = combined(List.of("postgres", "kafka"));
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
        Rendering rendering = combined(List.of("postgres"));
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
        assertThat(combined(List.of("autoscaling")).of("HorizontalPodAutoscaler"))
                .hasSize(5);
        assertThat(combined(List.of("autoscaling")).of("VerticalPodAutoscaler")).hasSize(5);
    }

    /** A folder below the build's, since Kustomize reads other folders by relative paths only. */
    private static Rendering combined(List<String> components) {
        try {
            Path folder = Path.of("target", "combinations", "base-" + String.join("-", components))
                    .toAbsolutePath();
            Files.createDirectories(folder);
            Path kustomize = folder.relativize(Repository.kustomize(""));
            String all = components.stream()
                    .map(component -> "  - " + kustomize + "/components/" + component + "\n")
                    .collect(Collectors.joining());
            Files.writeString(
                    folder.resolve("kustomization.yaml"),
                    "resources:\n  - " + kustomize + "/base\n" + (all.isEmpty() ? "" : "components:\n" + all));
            return Kubectl.rendered(folder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
