package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that cannot be meant are refused before anything is applied. */
class ChartSchemaTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Keys that nobody reads.
                "{replicaCount: 3}                                         | replicaCount",
                "{defaults: {replica: 3}}                                  | replica",
                "{services: {order: {replicas: 3}}}                        | order",
                "{services: {orders: {nodeselector: {disk: fast}}}}        | nodeselector",
                "{services: {orders: {image: {name: a}}}}                  | name",
                "{services: {orders: {autoscaling: {max: 3}}}}             | max",
                "{services: {orders: {canary: {weight: 5}}}}               | weight",
                "{services: {orders: {canary: {replicas: 0}}}}             | replicas",
                "{services: {orders: {canary: {image: {tag: latest}}}}}    | tag",
                "{gatewayApi: {canaryWeight: 101}}                         | canaryWeight",
                "{ingress: {enable: true}}                                 | enable",
                "{defaults: {resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi, disk: 1}}}} | disk",
                // Wrong types.
                "{ingress: {enabled: 'yes'}}                               | ingress.enabled",
                "{host: 5}                                                 | host",
                "{trustedProxies: 10.0.0.0/8}                              | trustedProxies",
                "{platformConfig: {TRADEPOST_THREADS: 32}}                 | platformConfig.TRADEPOST_THREADS",
                "{services: {orders: {tolerations: {key: a}}}}             | tolerations",
                "{defaults: {podLabels: {app.kubernetes.io/name: a}}}      | podLabels",
                "{defaults: {podAnnotations: {checksum/config: a}}}        | podAnnotations",
                // Counts.
                "{defaults: {replicas: 0}}                                 | replicas",
                "{defaults: {replicas: -1}}                                | replicas",
                "{defaults: {replicas: 2.5}}                               | replicas",
                "{defaults: {replicas: '3'}}                               | replicas",
                "{services: {orders: {replicas: 1000}}}                    | replicas",
                "{services: {orders: {autoscaling: {minReplicas: 0}}}}     | minReplicas",
                "{defaults: {maxUnavailable: 0}}                           | maxUnavailable",
                "{defaults: {topologySpreadConstraints: []}}               | topologySpreadConstraints",
                // Values of a form that nothing accepts.
                "{environment: staging}                                    | environment",
                "{host: 'https://shop.example.com'}                        | host",
                "{trustedProxies: [0.0.0.0/0]}                             | trustedProxies",
                "{services: {orders: {image: {digest: 'sha256:12'}}}}      | digest",
                "{image: {tag: latest}}                                    | tag",
                "{image: {pullPolicy: Sometimes}}                          | pullPolicy",
                "{database: {urls: {users: 'jdbc:mysql://db/users'}}}      | database.urls.users",
                "{defaults: {env: [{name: A}]}}                            | env",
                "{services: {orders: {egress: [{to: [], ports: []}]}}}     | egress"
            })
    void theSchemaRefuses(String values, String named) {
        assertThatThrownBy(() -> Chart.OURS.with(values))
                .hasMessageContaining("schema")
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ingress: {enabled: true}}                                      | host is needed",
                "{gatewayApi: {enabled: true}}                                   | host is needed",
                "{environment: production, trustedProxies: [10.0.0.0/8]}         | host is needed",
                "{environment: production, host: shop.example.com}               | trustedProxies are needed",
                "{services: {orders: {autoscaling: {minReplicas: 30}}}}          | minReplicas is more than maxReplicas",
                "{services: {orders: {canary: {enabled: true}}}}                 | orders: canary.image.tag or",
                "{gatewayApi: {canaryWeight: 5}}                                 | canaryWeight without"
            })
    void valuesThatDoNotGoTogetherAreRefused(String values, String complaint) {
        assertThatThrownBy(() -> Chart.OURS.with(values)).hasMessageContaining(complaint);
    }

    @Test
    void theDefaultsAreAccepted() {
        assertThatCode(() -> Chart.OURS.with("{}")).doesNotThrowAnyException();
    }

    @Test
    void everyObjectOfTheSchemaIsClosedUnlessItSaysWhatItsEntriesAre() throws IOException {
        JsonNode schema =
                Rendering.YAML.readTree(Repository.text(Chart.OURS.folder().resolve("values.schema.json")));
        assertThat(open(schema)).isEmpty();
    }

    @Test
    void everyValueThatTheSchemaKnowsHasADefaultToLookAt() throws IOException {
        JsonNode schema =
                Rendering.YAML.readTree(Repository.text(Chart.OURS.folder().resolve("values.schema.json")));
        JsonNode values =
                Rendering.YAML.readTree(Repository.text(Chart.OURS.folder().resolve("values.yaml")));
        assertThat(missing(schema.path("properties"), values, "")).containsExactly("/global");
        assertThat(missing(schema.at("/definitions/defaults/properties"), values.path("defaults"), ""))
                .isEmpty();
    }

    private static Stream<String> open(JsonNode schema) {
        Stream<String> own =
                schema.has("properties") && !schema.path("additionalProperties").isBoolean()
                        ? Stream.of(schema.toString())
                        : Stream.empty();
        return Stream.concat(own, Manifest.each(schema).flatMap(ChartSchemaTest::open));
    }

    private static Stream<String> missing(JsonNode properties, JsonNode values, String path) {
        return properties.properties().stream()
                .flatMap(property -> values.has(property.getKey())
                        ? missing(
                                property.getValue().path("properties"),
                                values.path(property.getKey()),
                                path + "/" + property.getKey())
                        : Stream.of(path + "/" + property.getKey()));
    }
}
