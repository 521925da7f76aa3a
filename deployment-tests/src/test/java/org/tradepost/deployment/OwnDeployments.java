package org.tradepost.deployment;

import java.util.List;
import java.util.stream.Stream;

/** Our five services are deployed, perhaps with a canary each, and nothing else: databases and brokers are their operators' affair. */
final class OwnDeployments implements Rule {
    private static final List<String> WORKLOADS =
            List.of("StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Pod", "Job", "CronJob");

    @Override
    public Stream<String> breaches(Rendering rendering) {
        List<String> names = rendering.deployments().map(Manifest::name).toList();
        Stream<String> missing = Repository.SERVICES.stream()
                .filter(service -> !names.contains(service))
                .map(service -> "there is no Deployment " + service);
        Stream<String> foreign = rendering
                .deployments()
                .filter(deployment -> !Repository.SERVICES.contains(deployment.service()))
                .map(deployment -> deployment.says("is none of our services"));
        Stream<String> others = rendering.manifests().stream()
                .filter(manifest -> WORKLOADS.contains(manifest.kind()))
                .map(manifest -> manifest.says("is a workload beside the Deployments"));
        return Stream.of(missing, foreign, others).flatMap(all -> all);
    }
}
