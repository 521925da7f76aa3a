package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single values do to the result, and what they leave as it is. */
class ChartSwitchesTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final Rendering DEFAULT = Chart.OURS.with("{}");

    @ParameterizedTest
    @CsvSource({
        "Ingress",
        "Gateway",
        "HTTPRoute",
        "ExternalSecret",
        "PodMonitor",
        "PrometheusRule",
        "NetworkPolicy",
        "HorizontalPodAutoscaler",
        "VerticalPodAutoscaler"
    })
    void whatIsOptionalIsOff(String kind) {
        assertThat(DEFAULT.of(kind)).isEmpty();
    }

    @Test
    void anIngressEndsTlsWithACertificateOfCertManagers() {
        Rendering rendering = Chart.OURS.with(
                """
                host: shop.example.com
                ingress: {enabled: true, className: nginx, certManager: {clusterIssuer: public}, annotations: {a: b}}
                """);
        Manifest ingress = rendering.one("Ingress", "gateway");
        assertThat(Manifest.strings(ingress.at("metadata/annotations")))
                .containsOnly(Map.entry("cert-manager.io/cluster-issuer", "public"), Map.entry("a", "b"));
        assertThat(ingress.at("spec/ingressClassName").asText()).isEqualTo("nginx");
        assertThat(ingress.at("spec/tls/0/hosts/0").asText()).isEqualTo("shop.example.com");
        assertThat(rendering.environment(rendering.one("Deployment", "gateway")))
                .containsEntry("TRADEPOST_GATEWAY_TLS_TERMINATED", "true")
                .containsEntry("TRADEPOST_GATEWAY_ALLOWED_HOSTS", "shop.example.com")
                .containsEntry("TRADEPOST_ISSUER", "https://shop.example.com");
        assertThat(DEFAULT.environment(DEFAULT.one("Deployment", "gateway")))
                .doesNotContainKeys("TRADEPOST_GATEWAY_TLS_TERMINATED", "TRADEPOST_GATEWAY_ALLOWED_HOSTS");
    }

    @Test
    void inIstioPodsGetASidecarAndEverybodyKnows() {
        Rendering rendering = Chart.OURS.with(
                """
                {host: shop.example.com, istio: {enabled: true}, trustedProxies: [10.0.0.0/8], monitoring: {enabled: true}}
                """);
        assertThat(new OneMesh().breaches(rendering)).isEmpty();
        assertThat(rendering.deployments()).hasSize(5).allMatch(Mesh.ISTIO::has);
        assertThat(DEFAULT.deployments()).noneMatch(Mesh.ISTIO::has);
    }

    @Test
    void aCanaryGetsTheShareThatIsStated() {
        Manifest route = Chart.OURS
                .with(
                        """
                        host: shop.example.com
                        gatewayApi: {enabled: true, canaryWeight: 10}
                        services: {gateway: {canary: {enabled: true, image: {tag: 1.1.0}}}}
                        """)
                .one("HTTPRoute", "gateway");
        assertThat(route.at("spec/rules/0/backendRefs").findValuesAsText("weight"))
                .containsExactly("90", "10");
        assertThat(route.at("spec/rules/2/backendRefs").findValuesAsText("name"))
                .containsExactly("gateway-canary");
    }

    @Test
    void withoutACanaryStableGetsEverything() {
        Rendering rendering = Chart.OURS.with("{host: shop.example.com, gatewayApi: {enabled: true}}");
        assertThat(rendering.one("HTTPRoute", "gateway").json().findValuesAsText("weight"))
                .containsExactly("100", "100");
        assertThat(rendering.of("Service")).extracting(Manifest::name).doesNotContain("gateway-canary");
    }

    @Test
    void aCanaryHasItsOwnImageAndReplicasAndNoAutoscaler() {
        Rendering rendering = Chart.OURS.with(
                """
                image: {registry: r.example.com, tag: 2.0.0}
                defaults: {autoscaling: {enabled: true}}
                services: {orders: {canary: {enabled: true, replicas: 2, image: {tag: 2.1.0}}}}
                """);
        assertThat(rendering.deployments()).hasSize(6);
        assertThat(image(rendering, "orders-canary")).isEqualTo("r.example.com/tradepost/orders:2.1.0");
        assertThat(image(rendering, "orders")).isEqualTo("r.example.com/tradepost/orders:2.0.0");
        assertThat(rendering
                        .one("Deployment", "orders-canary")
                        .at("spec/replicas")
                        .asInt())
                .isEqualTo(2);
        assertThat(rendering.of("HorizontalPodAutoscaler"))
                .extracting(scaler -> scaler.at("spec/scaleTargetRef/name").asText())
                .containsExactlyInAnyOrderElementsOf(Repository.SERVICES);
    }

    @Test
    void withoutAnIssuerTheIngressHasNoAnnotation() {
        Manifest ingress = Chart.OURS
                .with("{host: shop.example.com, ingress: {enabled: true}}")
                .one("Ingress", "gateway");
        assertThat(ingress.at("metadata/annotations").isMissingNode()).isTrue();
        assertThat(ingress.at("spec/ingressClassName").isMissingNode()).isTrue();
    }

    @Test
    void routesMayUseAGatewayThatIsThereAlready() {
        Rendering rendering = Chart.OURS.with(
                """
                host: shop.example.com
                gatewayApi: {enabled: true, gateway: {create: false, name: shared, namespace: infra}}
                """);
        assertThat(rendering.of("Gateway")).isEmpty();
        assertThat(rendering.of("HTTPRoute")).hasSize(2).allSatisfy(route -> {
            assertThat(route.at("spec/parentRefs/0/name").asText()).isEqualTo("shared");
            assertThat(route.at("spec/parentRefs/0/namespace").asText()).isEqualTo("infra");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                        | tradepost/orders:1.0.0",
                "{image: {tag: 2.0.0}}                                     | tradepost/orders:2.0.0",
                "{image: {tag: 2.0.0}, services: {orders: {image: {tag: 2.0.1}}}}     | tradepost/orders:2.0.1",
                "{image: {registry: r.example.com}}                        | r.example.com/tradepost/orders:1.0.0",
                "{services: {orders: {image: {repository: shop/orders}}}}  | shop/orders:1.0.0"
            })
    void anImageIsRegistryRepositoryAndTag(String values, String image) {
        assertThat(image(Chart.OURS.with(values), "orders")).isEqualTo(image);
    }

    @Test
    void aDigestWinsOverEveryTag() {
        Rendering rendering = Chart.OURS.with(
                "{image: {tag: 2.0.0}, services: {orders: {image: {tag: 2.0.1, digest: '" + DIGEST + "'}}}}");
        assertThat(image(rendering, "orders")).isEqualTo("tradepost/orders@" + DIGEST);
        assertThat(image(rendering, "users")).isEqualTo("tradepost/users:2.0.0");
    }

    @Test
    void aNodeSelectorForOneServiceIsForNoOther() {
        Rendering rendering = Chart.OURS.with("{services: {orders: {nodeSelector: {disk: fast}}}}");
        assertThat(rendering.deployments()).allSatisfy(deployment -> assertThat(
                        Manifest.strings(deployment.pod().path("nodeSelector")))
                .isEqualTo(deployment.name().equals("orders") ? Map.of("disk", "fast") : Map.of()));
    }

    @Test
    void aServiceReplacesWhatTheDefaultsSay() {
        Rendering rendering = Chart.OURS.with(
                """
                defaults: {nodeSelector: {arch: amd64}, tolerations: [{key: a, operator: Exists}], priorityClassName: high}
                services: {orders: {nodeSelector: {disk: fast}, tolerations: [], priorityClassName: ""}}
                """);
        JsonNode orders = rendering.one("Deployment", "orders").pod();
        JsonNode users = rendering.one("Deployment", "users").pod();
        assertThat(Manifest.strings(orders.path("nodeSelector"))).isEqualTo(Map.of("disk", "fast"));
        assertThat(orders.has("tolerations")).isFalse();
        assertThat(orders.has("priorityClassName")).isFalse();
        assertThat(Manifest.strings(users.path("nodeSelector"))).isEqualTo(Map.of("arch", "amd64"));
        assertThat(users.at("/tolerations/0/key").asText()).isEqualTo("a");
        assertThat(users.path("priorityClassName").asText()).isEqualTo("high");
    }

    @Test
    void withoutAnAutoscalerReplicasAreStatedAndWithOneTheyAreNot() {
        Rendering rendering = Chart.OURS.with(
                """
                defaults: {replicas: 4, autoscaling: {enabled: true, maxReplicas: 9}}
                services: {orders: {autoscaling: {enabled: false}}, users: {autoscaling: {minReplicas: 5}}}
                """);
        assertThat(rendering.one("Deployment", "orders").at("spec/replicas").asInt())
                .isEqualTo(4);
        assertThat(rendering.of("HorizontalPodAutoscaler"))
                .extracting(Manifest::name)
                .containsExactlyInAnyOrder("gateway", "users", "catalog", "payments");
        assertThat(rendering.one("Deployment", "users").at("spec").has("replicas"))
                .isFalse();
        assertThat(rendering.one("HorizontalPodAutoscaler", "users").at("spec/minReplicas"))
                .hasToString("5");
        assertThat(rendering.one("HorizontalPodAutoscaler", "users").at("spec/maxReplicas"))
                .hasToString("9");
        assertThat(DEFAULT.deployments())
                .extracting(deployment -> deployment.at("spec/replicas").asInt())
                .containsOnly(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                        | ",
                "{services: {users: {autoscaling: {enabled: true}}}}                       | 10",
                "{database: {pool: 7}, services: {users: {autoscaling: {enabled: true}}}}  | 7"
            })
    void poolsAreSmallerWhereReplicasMayBeMany(String values, String pool) {
        Rendering rendering = Chart.OURS.with(values);
        assertThat(rendering.environment(rendering.one("Deployment", "orders")).get("TRADEPOST_DB_POOL"))
                .isEqualTo(pool);
    }

    @Test
    void aChangedSettingReplacesThePodsThatReadItAndNoOthers() {
        Rendering one = Chart.OURS.with("{services: {orders: {config: {TRADEPOST_THREADS: '8'}}}}");
        Rendering all = Chart.OURS.with("{platformConfig: {TRADEPOST_THREADS: '8'}}");
        for (String service : Repository.SERVICES) {
            assertThat(checksum(one, service).equals(checksum(DEFAULT, service)))
                    .isEqualTo(!service.equals("orders"));
            assertThat(checksum(all, service)).isNotEqualTo(checksum(DEFAULT, service));
        }
        assertThat(checksum(Chart.OURS.with("{defaults: {replicas: 2}}"), "orders"))
                .isEqualTo(checksum(DEFAULT, "orders"));
    }

    @Test
    void furtherVariablesOfAServiceComeBesideThoseOfAll() {
        Rendering rendering = Chart.OURS.with(
                """
                defaults: {env: [{name: TRADEPOST_THREADS, value: "8"}]}
                services: {orders: {env: [{name: TRADEPOST_WARM_UP, value: "false"}]}}
                """);
        assertThat(rendering.environment(rendering.one("Deployment", "orders")))
                .containsKeys("TRADEPOST_THREADS", "TRADEPOST_WARM_UP");
        assertThat(rendering.environment(rendering.one("Deployment", "users")))
                .containsKey("TRADEPOST_THREADS")
                .doesNotContainKey("TRADEPOST_WARM_UP");
    }

    /** A policy that lets something out denies the rest, even where there is no other one. */
    @Test
    void redisAloneBringsNoPolicy() {
        Rendering rendering = Chart.OURS.with("{redis: {enabled: true}}");
        assertThat(rendering.of("NetworkPolicy")).isEmpty();
        assertThat(rendering.environment(rendering.one("Deployment", "gateway")))
                .containsKey("TRADEPOST_REDIS_URL")
                .doesNotContainKey("TRADEPOST_CATALOG_REDIS_URL");
        assertThat(rendering.environment(rendering.one("Deployment", "catalog")))
                .containsKey("TRADEPOST_CATALOG_REDIS_URL")
                .doesNotContainKey("TRADEPOST_REDIS_URL");
        assertThat(rendering.environment(rendering.one("Deployment", "users")))
                .doesNotContainKeys("TRADEPOST_REDIS_URL", "TRADEPOST_CATALOG_REDIS_URL");
    }

    @Test
    void everyServiceIsLookedAfterByTheSameFiveObjects() {
        for (String service : Repository.SERVICES) {
            for (String kind : List.of("Deployment", "Service", "ServiceAccount", "PodDisruptionBudget")) {
                assertThat(DEFAULT.one(kind, service).labels())
                        .containsEntry("app.kubernetes.io/name", service)
                        .containsEntry("app.kubernetes.io/part-of", "tradepost")
                        .containsEntry("app.kubernetes.io/managed-by", "Helm");
            }
            assertThat(DEFAULT.one("ConfigMap", service + "-config")).isNotNull();
        }
    }

    private static String image(Rendering rendering, String service) {
        return rendering
                .one("Deployment", service)
                .containers()
                .getFirst()
                .path("image")
                .asText();
    }

    private static String checksum(Rendering rendering, String service) {
        String checksum = rendering
                .one("Deployment", service)
                .at("spec/template/metadata/annotations/checksum~1config")
                .asText();
        assertThat(checksum).hasSize(64);
        return checksum;
    }
}
