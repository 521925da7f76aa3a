package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A pod drains before it is told to stop, and has the time for both: its hook makes the file that the server watches, on a volume
 * that can be written, waits for longer than the notice, and leaves the server its 30 s. The file is taken away when a container
 * starts, since the volume outlives one that was stopped for its liveness.
 */
final class GracefulStop implements Rule {
    /** From the signal to a server's end. */
    private static final int SERVER_ENDS_WITHIN = 30;

    private static final int LEAST_GRACE = 50;
    private static final Pattern SLEEP = Pattern.compile("sleep (\\d+)");

    @Override
    public Stream<String> breaches(Rendering rendering) {
        return Stream.concat(
                rendering.deployments().flatMap(deployment -> ofPod(deployment, rendering)),
                rendering.deployments().flatMap(GracefulStop::ofRollout));
    }

    private static Stream<String> ofRollout(Manifest deployment) {
        JsonNode strategy = deployment.at("spec/strategy");
        boolean nobodyMissing = strategy.path("type").asText().equals("RollingUpdate")
                && strategy.at("/rollingUpdate/maxUnavailable").asText().equals("0")
                && strategy.at("/rollingUpdate/maxSurge").asText().equals("1");
        boolean settles = deployment.at("spec/minReadySeconds").asInt() > 0;
        return nobodyMissing && settles
                ? Stream.empty()
                : Stream.of(deployment.says("a rollout must add one ready replica before it takes one away"));
    }

    private static Stream<String> ofPod(Manifest deployment, Rendering rendering) {
        Map<String, String> environment = rendering.environment(deployment);
        String file = environment.getOrDefault("TRADEPOST_DRAIN_FILE", "");
        int grace = deployment.pod().path("terminationGracePeriodSeconds").asInt();
        JsonNode container = deployment.containers().getFirst();
        String stop = container.at("/lifecycle/preStop/exec/command").toString();
        String start = container.at("/lifecycle/postStart/exec/command").toString();
        Matcher sleep = SLEEP.matcher(stop);
        int waits = sleep.find() ? Integer.parseInt(sleep.group(1)) : 0;
        Duration notice = Duration.parse(environment.getOrDefault("TRADEPOST_DRAIN_NOTICE", "PT3S"));
        JsonNode readiness = container.path("readinessProbe");
        int noticed = readiness.path("periodSeconds").asInt(10)
                * readiness.path("failureThreshold").asInt(3);
        return Stream.of(
                        demand(isOnEmptyDir(file, container, deployment), "its drain file must be on an emptyDir"),
                        demand(
                                stop.contains("touch \\\"$TRADEPOST_DRAIN_FILE\\\""),
                                "its preStop hook must make the drain file"),
                        demand(
                                start.contains("rm -f \\\"$TRADEPOST_DRAIN_FILE\\\""),
                                "its postStart hook must take an old drain file away"),
                        demand(waits > notice.toSeconds(), "its preStop hook must wait for longer than the notice"),
                        demand(
                                noticed <= notice.toSeconds(),
                                "its notice must be as long as readiness takes to become false"),
                        demand(
                                grace >= Math.max(LEAST_GRACE, waits + SERVER_ENDS_WITHIN),
                                "its grace period is too short for draining and stopping"))
                .flatMap(all -> all)
                .map(deployment::says);
    }

    private static boolean isOnEmptyDir(String file, JsonNode container, Manifest deployment) {
        return Manifest.each(container.path("volumeMounts"))
                .filter(mount -> file.startsWith(mount.path("mountPath").asText() + "/"))
                .anyMatch(mount -> Manifest.each(deployment.pod().path("volumes"))
                        .anyMatch(volume -> volume.path("name").equals(mount.path("name")) && volume.has("emptyDir")));
    }

    private static Stream<String> demand(boolean met, String what) {
        return met ? Stream.empty() : Stream.of(what);
    }
}
