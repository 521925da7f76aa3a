package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever deploys with Helm gets what those get who deploy with Kustomize. */
class ChartDriftTest {
    private static final Rendering CHART = Chart.rendered("production");

    /** Not static: what is wrong with kubectl is then said of each test. */
    private final Rendering overlay = overlay("production");

    @ParameterizedTest
    @CsvSource({"production", "staging"})
    void chartAndOverlayDeployTheSame(String environment) {
        assertThat(Drift.between(Chart.rendered(environment), overlay(environment)))
                .isEmpty();
    }

    @Test
    void aCanaryIsTheSameToo() {
        Rendering staging = Chart.OURS.render("chart", "tradepost-staging", Chart.values("canary"));
        String weight =
                CanaryTest.blocksOf("kustomize/components/canary/README.md").get(1);
        assertThat(Drift.between(
                        staging,
                        Combination.ofOverlay("staging", "canary/gateway", "canary/orders")
                                .with(weight)
                                .rendered()))
                .isEmpty();
        Rendering production = ChartCopy.withValues(
                        "canaries", "{services: {payments: {canary: {enabled: true, image: {tag: 1.1.0}}}}}")
                .render("chart", "tradepost-production", Chart.values("production"));
        assertThat(Drift.between(
                        production,
                        Combination.ofOverlay("production", "canary/payments").rendered()))
                .isEmpty();
    }

    @Test
    void whatIsComparedIsAllButDatabasesBrokersTheMeshsObjectsAndTheNamespace() {
        assertThat(overlay.manifests())
                .filteredOn(manifest -> !Drift.shared(overlay).manifests().contains(manifest))
                .extracting(Manifest::kind)
                .containsOnly(
                        "Namespace",
                        "Cluster",
                        "Kafka",
                        "KafkaNodePool",
                        "KafkaTopic",
                        "NetworkPolicy",
                        "Gateway",
                        "VirtualService",
                        "DestinationRule",
                        "PeerAuthentication",
                        "AuthorizationPolicy",
                        "RequestAuthentication",
                        "Telemetry");
        assertThat(Drift.shared(overlay).of("NetworkPolicy"))
                .extracting(Manifest::name)
                .contains("default-deny", "every-service", "gateway", "users", "orders");
        assertThat(Drift.shared(overlay).manifests()).hasSameSizeAs(CHART.manifests());
    }

    @Test
    void anotherValueIsRefusedByObjectAndField() {
        Rendering drifted = CHART.with("Deployment", "orders", json -> ((ObjectNode) json.at(Mistake.POD))
                .put("terminationGracePeriodSeconds", 30));
        assertThat(Drift.between(drifted, overlay))
                .containsExactly(
                        "Deployment orders:/spec/template/spec/terminationGracePeriodSeconds is 30 in the chart"
                                + " and 60 in the overlay");
    }

    @Test
    void aVariableThatOnlyOneHasIsRefusedByItsName() {
        Rendering drifted =
                CHART.with("Deployment", "gateway", json -> ((ArrayNode) json.at(Mistake.CONTAINER + "/env"))
                        .addObject()
                        .put("name", "TRADEPOST_THREADS")
                        .put("value", "8"));
        assertThat(Drift.between(drifted, overlay))
                .singleElement()
                .asString()
                .startsWith("Deployment gateway:/spec/template/spec/containers[server]/env[TRADEPOST_THREADS]"
                        + " only in the chart");
    }

    @Test
    void aSettingInAConfigMapIsRefusedWhateverTheMapIsCalled() {
        Rendering drifted = CHART.with("ConfigMap", "platform-config", json -> ((ObjectNode) json.path("data"))
                .put("TRADEPOST_DRAIN_NOTICE", "PT9S"));
        assertThat(Drift.between(drifted, overlay))
                .containsExactly("ConfigMap platform-config:/data/TRADEPOST_DRAIN_NOTICE is \"PT9S\" in the chart"
                        + " and \"PT5S\" in the overlay");
    }

    @Test
    void anObjectThatIsMissingOrTooManyIsRefused() {
        assertThat(Drift.between(CHART.without("PodDisruptionBudget", "users"), overlay))
                .containsExactly("PodDisruptionBudget users: only in the overlay");
        assertThat(Drift.between(CHART.and("{apiVersion: v1, kind: Service, metadata: {name: more}}"), overlay))
                .containsExactly("Service more: only in the chart");
    }

    @Test
    void aLabelOfOurOwnIsRefused() {
        Rendering drifted = CHART.with("Service", "catalog", json -> ((ObjectNode) json.at("/metadata/labels"))
                .put("app.kubernetes.io/part-of", "shop"));
        assertThat(Drift.between(drifted, overlay))
                .singleElement()
                .asString()
                .contains("Service catalog:", "part-of", "shop");
    }

    @Test
    void whereOrderMattersItIsCompared() {
        Rendering drifted = CHART.with("Deployment", "users", json -> {
            ArrayNode sources = (ArrayNode) json.at(Mistake.CONTAINER + "/envFrom");
            sources.add(sources.remove(0));
        });
        assertThat(Drift.between(drifted, overlay)).hasSize(2).allMatch(line -> line.contains("envFrom"));
    }

    @Test
    void whereOrderSaysNothingItIsNotCompared() {
        Rendering other = CHART.with("Deployment", "users", json -> {
            for (String list : List.of("env", "volumeMounts")) {
                ArrayNode entries = (ArrayNode) json.at(Mistake.CONTAINER + "/" + list);
                entries.add(entries.remove(0));
            }
        });
        assertThat(Drift.between(other, overlay)).isEmpty();
    }

    private static Rendering overlay(String name) {
        return Kubectl.rendered(Repository.kustomize("overlays/" + name));
    }
}
