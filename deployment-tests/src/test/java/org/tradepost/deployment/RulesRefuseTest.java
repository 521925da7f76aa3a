package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.deployment.Mistake.CONTAINER;
import static org.tradepost.deployment.Mistake.GOOD;
import static org.tradepost.deployment.Mistake.POD;
import static org.tradepost.deployment.Mistake.STAGING;
import static org.tradepost.deployment.Mistake.add;
import static org.tradepost.deployment.Mistake.broken;
import static org.tradepost.deployment.Mistake.inContainer;
import static org.tradepost.deployment.Mistake.orders;
import static org.tradepost.deployment.Mistake.set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule refuses what breaks it: an overlay with one mistake in it. */
class RulesRefuseTest {

    @BeforeAll
    static void rendersFirst() {
        Kubectl.installed().demand();
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(fields(), WorkloadMistakes.all(), references(), scaling(), places())
                .flatMap(all -> all);
    }

    private static Stream<Mistake> fields() {
        var rule = new KnownFields();
        return Stream.of(
                orders(rule, "replica", "/spec", "replica", 3),
                orders(rule, "readOnlyRootFileSystem", CONTAINER + "/securityContext", "readOnlyRootFileSystem", true),
                orders(rule, "minReadySeconds", "/spec", "minReadySeconds", "soon"),
                broken(
                        rule,
                        "stabilizationSeconds",
                        set("HorizontalPodAutoscaler", "orders", "/spec/behavior/scaleUp", "stabilizationSeconds", 60)),
                broken(rule, "timeout", set(STAGING, "HTTPRoute", "gateway", "/spec/rules/0", "timeout", "1s")),
                broken(rule, "instance", set("Cluster", "orders-db", "/spec", "instance", 3)),
                broken(rule, "storage", set("Cluster", "orders-db", "/spec", "storage", null)),
                broken(rule, "listeners", set("Kafka", "tradepost", "/spec/kafka", "listeners", null)),
                broken(rule, "roles", set("KafkaNodePool", "node", "/spec", "roles", null)),
                broken(
                        rule,
                        "strimzi.io/cluster",
                        set("KafkaTopic", "tradepost.orders", "/metadata/labels", "strimzi.io/cluster", null)),
                broken(rule, "selector", set("PodMonitor", "tradepost", "/spec", "selector", null)),
                broken(rule, "targetRef", set("VerticalPodAutoscaler", "users", "/spec", "targetRef", null)),
                broken(rule, "secretStoreRef", set("ExternalSecret", "audit-db", "/spec", "secretStoreRef", null)),
                broken(rule, "nobody knows the kind", GOOD.and("{apiVersion: v1, kind: Servce, metadata: {name: a}}")));
    }

    private static Stream<Mistake> references() {
        var references = new References();
        var names = new EnvironmentNames();
        var images = new Images();
        return Stream.of(
                broken(
                        references,
                        "nobody declares the secret orders-secret ",
                        GOOD.with("Deployment", "orders", json -> ((ObjectNode) json.findValue("secretKeyRef"))
                                .put("name", "orders-secret"))),
                broken(
                        references,
                        "with the key TRADEPOST_DATA_KEY",
                        GOOD.with("Deployment", "orders", json -> ((ObjectNode) json.findValue("secretKeyRef"))
                                .put("key", "TRADEPOST_DATA_KEY"))),
                broken(references, "no ConfigMap orders-config", inContainer(container -> ((ObjectNode)
                                container.at("/envFrom/1/configMapRef"))
                        .put("name", "orders-config"))),
                broken(
                        references,
                        "takes all of the secret",
                        inContainer(
                                container -> add(container.path("envFrom"), "{secretRef: {name: orders-secrets}}"))),
                orders(references, "has no volume cache", CONTAINER + "/volumeMounts/0", "name", "cache"),
                orders(references, "no ServiceAccount order", POD, "serviceAccountName", "order"),
                broken(
                        references,
                        "secret edge-cert",
                        set(
                                STAGING,
                                "Gateway",
                                "edge",
                                "/spec/listeners/1/tls/certificateRefs/0",
                                "name",
                                "edge-cert")),
                broken(
                        references,
                        "secret orders-owner",
                        set("Cluster", "orders-db", "/spec/bootstrap/initdb/secret", "name", "orders-owner")),
                broken(
                        names,
                        "nobody reads the variable TRADEPOST_ORDER_SPEED",
                        inContainer(
                                container -> add(container.path("env"), "{name: TRADEPOST_ORDER_SPEED, value: high}"))),
                broken(
                        names,
                        "is given TRADEPOST_DATA_KEYS twice",
                        inContainer(container -> add(container.path("env"), "{name: TRADEPOST_DATA_KEYS, value: a}"))),
                broken(
                        new ServerVariables(),
                        "its server needs TRADEPOST_ORDERS_DB_URL",
                        inContainer(container -> ((ArrayNode) container.path("envFrom")).remove(1))),
                orders(images, "latest is no version", CONTAINER, "image", "tradepost/orders:latest"),
                orders(images, "with a tag or digest", CONTAINER, "image", "tradepost/orders"),
                orders(images, "not its image", CONTAINER, "image", "tradepost/users:1.0.0"),
                broken(
                        new NoSecretValues(),
                        "do not belong into git",
                        GOOD.and("{apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {password: b}}")),
                broken(
                        new NoSecretValues(),
                        "TRADEPOST_DATA_KEYS belongs into a secret",
                        inContainer(container -> add(container.path("env"), "{name: TRADEPOST_DATA_KEYS, value: a}"))));
    }

    private static Stream<Mistake> scaling() {
        var rule = new Scaling();
        return Stream.of(
                orders(rule, "its autoscaler decides", "/spec", "replicas", 3),
                broken(
                        rule,
                        "not what was decided",
                        set("HorizontalPodAutoscaler", "orders", "/spec", "maxReplicas", 30)),
                broken(
                        rule,
                        "not what was decided",
                        set(
                                "HorizontalPodAutoscaler",
                                "orders",
                                "/spec/metrics/0/resource/target",
                                "averageUtilization",
                                90)),
                broken(
                        rule,
                        "must recommend only",
                        set("VerticalPodAutoscaler", "orders", "/spec/updatePolicy", "updateMode", "Auto")),
                broken(
                        new ConnectionBudget(),
                        "fewer max_connections than payments may need",
                        set("Cluster", "payments-db", "/spec/postgresql/parameters", "max_connections", "400")));
    }

    private static JsonNode webhooks(JsonNode policy) {
        for (JsonNode rule : policy.at("/spec/egress")) {
            if (rule.at("/to/0/ipBlock").isObject()) {
                return rule.path("to");
            }
        }
        throw new AssertionError("orders has no rule for webhooks");
    }

    private static Stream<Mistake> places() {
        var flows = new NetworkFlows();
        var internet = new InternetFlows();
        var namespace = new RestrictedNamespace();
        String label = "pod-security.kubernetes.io/enforce";
        return Stream.of(
                broken(
                        flows,
                        "deny orders -> payments",
                        set(
                                "NetworkPolicy",
                                "orders",
                                "/spec/egress/0/to/0/podSelector/matchExpressions/0",
                                "values",
                                new String[] {"users", "catalog"})),
                broken(
                        flows,
                        "allow catalog -> users-db",
                        GOOD.with(
                                        "NetworkPolicy",
                                        "catalog",
                                        json -> add(
                                                json.at("/spec/egress/1/to"),
                                                "{podSelector: {matchLabels: {cnpg.io/cluster: users-db}}}"))
                                .with(
                                        "NetworkPolicy",
                                        "users-db",
                                        json -> add(json.at("/spec/ingress/0/from"), "{podSelector: {}}"))),
                broken(
                        flows,
                        "without peers or ports",
                        set("NetworkPolicy", "orders", "/spec/ingress/0", "from", null)),
                broken(
                        flows,
                        "deny orders -> orders-db",
                        set("NetworkPolicy", "orders", "/spec/egress/1/ports/0", "port", 5433)),
                broken(internet, "deny webhooks", GOOD.with("NetworkPolicy", "orders", json -> ((ArrayNode)
                                json.at("/spec/egress"))
                        .removeIf(rule -> rule.at("/to/0/ipBlock").isObject()))),
                broken(
                        internet,
                        "lets webhooks reach 169.254.0.0/16",
                        GOOD.with("NetworkPolicy", "orders", json -> webhooks(json)
                                .forEach(peer -> ((ObjectNode) peer.path("ipBlock"))
                                        .set("except", Rendering.YAML.valueToTree(List.of("10.0.0.0/8")))))),
                broken(internet, "lets webhooks reach fc00::/7", GOOD.with("NetworkPolicy", "orders", json -> webhooks(
                                json)
                        .forEach(peer -> ((ObjectNode) peer.path("ipBlock")).put("cidr", "::/0")))),
                broken(
                        internet,
                        "more of the internet than port 443",
                        GOOD.with("NetworkPolicy", "orders", json -> json.at("/spec/egress")
                                .forEach(rule ->
                                        rule.path("ports").forEach(port -> ((ObjectNode) port).put("port", 80))))),
                broken(
                        internet,
                        "which orders alone needs",
                        GOOD.with(
                                "NetworkPolicy",
                                "catalog",
                                json -> add(
                                        json.at("/spec/egress"),
                                        "{to: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 443}]}"))),
                broken(flows, "is not denied by default", GOOD.without("NetworkPolicy", "default-deny")),
                broken(
                        namespace,
                        label,
                        set("Namespace", "tradepost-production", "/metadata/labels", label, "baseline")),
                broken(namespace, "one Namespace", GOOD.without("Namespace", "tradepost-production")),
                broken(
                        namespace,
                        "is not in the namespace",
                        set("Service", "orders", "/metadata", "namespace", "default")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeIsRefused(Mistake mistake) {
        assertThat(mistake.rule().breaches(GOOD)).isEmpty();
        assertThat(mistake.rule().breaches(STAGING)).isEmpty();
        assertThat(mistake.rule().breaches(mistake.rendering()))
                .anySatisfy(found -> assertThat(found).contains(mistake.complaint()));
    }

    @Test
    void noRuleIsLeftOut() {
        assertThat(Rule.everywhere())
                .allSatisfy(rule -> assertThat(Stream.of(mistakes(), TelemetryTest.mistakes(), CanaryTest.mistakes())
                                .flatMap(all -> all)
                                .map(mistake -> mistake.rule().title()))
                        .contains(rule.title()));
    }
}
