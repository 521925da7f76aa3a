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

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
        return Stream.of(fields(), workloads(), ports(), pods(), references(), scaling(), places())
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

    private static Stream<Mistake> workloads() {
        var own = new OwnDeployments();
        var selections = new Selections();
        return Stream.of(
                broken(own, "no Deployment orders", GOOD.without("Deployment", "orders")),
                broken(
                        own,
                        "none of our services",
                        GOOD.and("{apiVersion: apps/v1, kind: Deployment, metadata: {name: redis}}")),
                broken(own, "is a workload", GOOD.and("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: a}}")),
                orders(
                        selections,
                        "have not the labels",
                        "/spec/selector/matchLabels",
                        "app.kubernetes.io/name",
                        "order"),
                orders(selections, "has no topologySpreadConstraints", POD, "topologySpreadConstraints", null),
                broken(
                        selections,
                        "Service orders: selects no workload",
                        set("Service", "orders", "/spec/selector", "app.kubernetes.io/name", "order")),
                broken(
                        selections,
                        "PodDisruptionBudget orders: selects",
                        set(
                                "PodDisruptionBudget",
                                "orders",
                                "/spec/selector/matchLabels",
                                "app.kubernetes.io/name",
                                "order")),
                broken(
                        selections,
                        "HorizontalPodAutoscaler orders: selects",
                        set("HorizontalPodAutoscaler", "orders", "/spec/scaleTargetRef", "name", "order")),
                broken(
                        selections,
                        "NetworkPolicy orders: selects",
                        set(
                                "NetworkPolicy",
                                "orders",
                                "/spec/podSelector/matchLabels",
                                "app.kubernetes.io/name",
                                "order")),
                broken(
                        selections,
                        "none of our pods is the peer",
                        set(
                                "NetworkPolicy",
                                "orders",
                                "/spec/ingress/0/from/0/podSelector/matchExpressions/0",
                                "values",
                                new String[] {"gatway"})));
    }

    private static Stream<Mistake> ports() {
        var ports = new Ports();
        var probes = new Probes();
        return Stream.of(
                broken(
                        ports,
                        "its pods have no port web",
                        set("Service", "orders", "/spec/ports/0", "targetPort", "web")),
                broken(
                        ports,
                        "which is not public",
                        set("Service", "gateway", "/spec/ports/0", "targetPort", "internal")),
                broken(
                        ports,
                        "no service with the port",
                        set(STAGING, "HTTPRoute", "gateway", "/spec/rules/0/backendRefs/0", "port", 8080)),
                broken(
                        ports,
                        "has no port metrics",
                        set("PodMonitor", "tradepost", "/spec/podMetricsEndpoints/0", "port", "metrics")),
                broken(
                        ports,
                        "none of the ports",
                        set("NetworkPolicy", "orders", "/spec/ingress/0/ports/0", "port", "web")),
                orders(ports, "is configured for", CONTAINER + "/ports/0", "containerPort", 9080),
                orders(ports, "must not have a public port", CONTAINER + "/ports/0", "name", "http"),
                orders(probes, "its readinessProbe", CONTAINER + "/readinessProbe/httpGet", "path", "/health/live"),
                orders(probes, "its livenessProbe", CONTAINER + "/livenessProbe/httpGet", "port", 9080),
                orders(probes, "its startupProbe", CONTAINER, "startupProbe", null));
    }

    private static Stream<Mistake> pods() {
        var security = new PodSecurity();
        var resources = new ResourceBounds();
        var stop = new GracefulStop();
        String context = CONTAINER + "/securityContext";
        return Stream.of(
                orders(security, "runAsNonRoot", POD + "/securityContext", "runAsNonRoot", null),
                orders(security, "runAsUser 1001", POD + "/securityContext", "runAsUser", 0),
                orders(security, "seccompProfile", POD + "/securityContext/seccompProfile", "type", "Unconfined"),
                orders(security, "read-only root", context, "readOnlyRootFilesystem", false),
                orders(security, "no privilege escalation", context, "allowPrivilegeEscalation", null),
                orders(security, "not privileged", context, "privileged", true),
                orders(security, "all capabilities dropped", context + "/capabilities", "drop", null),
                orders(security, "no host namespaces", POD, "hostNetwork", true),
                orders(security, "no API token", POD, "automountServiceAccountToken", true),
                broken(
                        security,
                        "harmless kinds",
                        GOOD.with(
                                "Deployment",
                                "orders",
                                json -> add(json.at(POD + "/volumes"), "{name: root, hostPath: {path: /}}"))),
                broken(
                        security,
                        "token of the Kubernetes API",
                        set("ServiceAccount", "orders", "", "automountServiceAccountToken", true)),
                orders(resources, "more cpu than its limit", CONTAINER + "/resources/requests", "cpu", "2100m"),
                orders(resources, "more memory than its limit", CONTAINER + "/resources/requests", "memory", "1Gi"),
                orders(resources, "no limit of memory", CONTAINER + "/resources/limits", "memory", null),
                orders(resources, "more memory than a service needs", CONTAINER + "/resources/limits", "memory", "2Gi"),
                orders(stop, "grace period is too short", POD, "terminationGracePeriodSeconds", 45),
                orders(stop, "must make the drain file", CONTAINER + "/lifecycle/preStop/exec", "command", "sleep 20"),
                orders(stop, "longer than the notice", CONTAINER + "/lifecycle/preStop/exec", "command", "sleep 5"),
                orders(stop, "take an old drain file away", CONTAINER + "/lifecycle", "postStart", null),
                orders(stop, "on an emptyDir", CONTAINER + "/volumeMounts/0", "mountPath", "/elsewhere"),
                orders(stop, "as long as readiness takes", CONTAINER + "/readinessProbe", "periodSeconds", 5),
                orders(stop, "add one ready replica", "/spec/strategy/rollingUpdate", "maxUnavailable", 1));
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

    private static Stream<Mistake> places() {
        var flows = new NetworkFlows();
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
        assertThat(Rule.everywhere()).allSatisfy(rule -> assertThat(Stream.concat(mistakes(), TelemetryTest.mistakes())
                        .map(mistake -> mistake.rule().title()))
                .contains(rule.title()));
    }
}
