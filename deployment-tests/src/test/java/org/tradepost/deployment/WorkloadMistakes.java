package org.tradepost.deployment;

import static org.tradepost.deployment.Mistake.CONTAINER;
import static org.tradepost.deployment.Mistake.GOOD;
import static org.tradepost.deployment.Mistake.POD;
import static org.tradepost.deployment.Mistake.STAGING;
import static org.tradepost.deployment.Mistake.add;
import static org.tradepost.deployment.Mistake.broken;
import static org.tradepost.deployment.Mistake.inContainer;
import static org.tradepost.deployment.Mistake.orders;
import static org.tradepost.deployment.Mistake.set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/** What may be wrong with Deployments, their pods and whatever finds these; {@link RulesRefuseTest} sees it refused. */
final class WorkloadMistakes {
    private WorkloadMistakes() {}

    static Stream<Mistake> all() {
        return Stream.of(workloads(), ports(), pods()).flatMap(all -> all);
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
                broken(resources, "not told its limit of cpu", inContainer(container -> container
                        .path("env")
                        .forEach(variable -> {
                            if (variable.at("/valueFrom/resourceFieldRef") instanceof ObjectNode source) {
                                source.put("resource", "requests.cpu");
                            }
                        }))),
                orders(resources, "more memory than a service needs", CONTAINER + "/resources/limits", "memory", "2Gi"),
                orders(stop, "grace period is too short", POD, "terminationGracePeriodSeconds", 45),
                orders(stop, "must make the drain file", CONTAINER + "/lifecycle/preStop/exec", "command", "sleep 20"),
                orders(stop, "longer than the notice", CONTAINER + "/lifecycle/preStop/exec", "command", "sleep 5"),
                orders(stop, "take an old drain file away", CONTAINER + "/lifecycle", "postStart", null),
                orders(stop, "on an emptyDir", CONTAINER + "/volumeMounts/0", "mountPath", "/elsewhere"),
                orders(stop, "as long as readiness takes", CONTAINER + "/readinessProbe", "periodSeconds", 5),
                orders(stop, "add one ready replica", "/spec/strategy/rollingUpdate", "maxUnavailable", 1));
    }
}
