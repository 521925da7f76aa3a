package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Pods pass the Pod Security Standard {@code restricted}, and more: nothing can be written but to volumes, and no API token is there. */
final class PodSecurity implements Rule {
    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    @Override
    public Stream<String> breaches(Rendering rendering) {
        return Stream.concat(
                rendering.deployments().flatMap(PodSecurity::ofPod),
                rendering
                        .of("ServiceAccount")
                        .filter(account -> !isFalse(account.at("automountServiceAccountToken")))
                        .map(account -> account.says("gives its pods a token of the Kubernetes API")));
    }

    private static Stream<String> ofPod(Manifest deployment) {
        JsonNode pod = deployment.pod();
        JsonNode security = pod.path("securityContext");
        Map<String, Boolean> demands = new LinkedHashMap<>();
        demands.put("runAsNonRoot", security.path("runAsNonRoot").asBoolean());
        demands.put("runAsUser 1001", security.path("runAsUser").asInt() == 1001);
        demands.put(
                "seccompProfile RuntimeDefault",
                security.at("/seccompProfile/type").asText().equals("RuntimeDefault"));
        demands.put("no API token", isFalse(pod.path("automountServiceAccountToken")));
        demands.put("no service links", isFalse(pod.path("enableServiceLinks")));
        demands.put(
                "a service account of its own",
                pod.path("serviceAccountName").asText().equals(deployment.service()));
        demands.put(
                "no host namespaces",
                List.of("hostNetwork", "hostPID", "hostIPC").stream()
                        .noneMatch(field -> pod.path(field).asBoolean()));
        demands.put(
                "volumes of harmless kinds", Manifest.each(pod.path("volumes")).allMatch(volume -> VOLUMES.stream()
                        .anyMatch(volume::has)));
        for (JsonNode container : deployment.containers()) {
            JsonNode own = container.path("securityContext");
            demands.put("no privilege escalation", isFalse(own.path("allowPrivilegeEscalation")));
            demands.put("not privileged", !own.path("privileged").asBoolean());
            demands.put("a read-only root", own.path("readOnlyRootFilesystem").asBoolean());
            demands.put(
                    "all capabilities dropped",
                    own.at("/capabilities/drop/0").asText().equals("ALL"));
            demands.put("no capability added", own.at("/capabilities/add").isEmpty());
            demands.put(
                    "no other user",
                    !own.has("runAsUser") && !isFalse(own.path("runAsNonRoot")) && !own.has("seccompProfile"));
            demands.put(
                    "no host ports", Manifest.each(container.path("ports")).noneMatch(port -> port.has("hostPort")));
        }
        return demands.entrySet().stream()
                .filter(demand -> !demand.getValue())
                .map(demand -> deployment.says("pod security demands " + demand.getKey()));
    }

    private static boolean isFalse(JsonNode field) {
        return field.isBoolean() && !field.asBoolean();
    }
}
