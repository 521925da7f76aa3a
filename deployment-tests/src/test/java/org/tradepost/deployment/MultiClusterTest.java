package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of two clusters one takes writes, and the other one follows and knows where to write. */
class MultiClusterTest {
    private static final List<String> WITH_DATABASE = List.of("users", "catalog", "orders", "payments");

    private final Rendering east = region("east");
    private final Rendering west = region("west");

    private static Rendering region(String name) {
        return Kubectl.rendered(Repository.kustomize("overlays/multi-cluster/" + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "catalog", "orders", "payments"})
    void oneSideTakesWritesAndTheOtherFollowsIt(String service) {
        String writes = service + "-db-east";
        assertThat(replica(east, service)).containsEntry("self", writes).containsEntry("primary", writes);
        assertThat(replica(west, service))
                .containsEntry("self", service + "-db-west")
                .containsEntry("primary", writes)
                .containsEntry("source", writes);
        assertThat(cluster(west, service)
                        .at("spec/bootstrap/pg_basebackup/source")
                        .asText())
                .isEqualTo(writes);
        assertThat(cluster(west, service).at("spec/bootstrap/initdb").isMissingNode())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "catalog", "orders", "payments"})
    void eachSideConnectsToTheOtherByANameInItsCertificate(String service) {
        for (Rendering side : List.of(east, west)) {
            for (JsonNode outside : cluster(side, service).at("spec/externalClusters")) {
                String region = outside.path("name").asText().replaceAll(".*-", "");
                String host = outside.at("/connectionParameters/host").asText();
                assertThat(cluster(region(region), service)
                                .at("spec/certificates/serverAltDNSNames/0")
                                .asText())
                        .isEqualTo(host);
                assertThat(outside.at("/connectionParameters/sslmode").asText()).isEqualTo("verify-full");
            }
        }
    }

    @Test
    void westWritesWhereEastIs() {
        assertThat(west.manifests()).extracting(Manifest::kind).doesNotContain("Kafka", "KafkaNodePool", "KafkaTopic");
        assertThat(east.of("Kafka")).hasSize(1);
        for (String service : WITH_DATABASE) {
            Map<String, String> environment = west.environment(west.one("Deployment", service));
            assertThat(environment.get("TRADEPOST_KAFKA_BOOTSTRAP")).startsWith("kafka.east.");
            assertThat(environment.entrySet())
                    .filteredOn(entry -> entry.getKey().endsWith("_DB_URL"))
                    .isNotEmpty()
                    .allSatisfy(entry -> assertThat(entry.getValue()).contains("-db.east."));
        }
    }

    @Test
    void everyServiceOfOneRegionIsTheSecondChoiceOfTheOther() {
        for (Rendering side : List.of(east, west)) {
            assertThat(side.of("DestinationRule")).hasSize(5).allSatisfy(rule -> {
                JsonNode locality = rule.at("spec/trafficPolicy/loadBalancer/localityLbSetting");
                assertThat(locality.path("enabled").asBoolean()).isTrue();
                assertThat(locality.path("failover").findValuesAsText("to")).containsExactly("west", "east");
                assertThat(rule.at("spec/trafficPolicy/outlierDetection/baseEjectionTime")
                                .asText())
                        .isNotEmpty();
            });
        }
    }

    @Test
    void aDatabaseTakesTheConnectionsOfBothRegions() {
        for (String service : WITH_DATABASE) {
            Manifest cluster = cluster(east, service);
            int most = ConnectionBudget.needed(east.one("Deployment", service), east)
                    + ConnectionBudget.needed(west.one("Deployment", service), west);
            assertThat(cluster.at("spec/postgresql/parameters/max_connections").asInt())
                    .isGreaterThanOrEqualTo(most);
        }
    }

    private static Manifest cluster(Rendering side, String service) {
        return side.one("Cluster", service + "-db");
    }

    private static Map<String, String> replica(Rendering side, String service) {
        return new TreeMap<>(Manifest.strings(cluster(side, service).at("spec/replica")));
    }
}
