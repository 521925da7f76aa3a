package org.tradepost.deployment;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whose proxy a pod gets. */
enum Mesh {
    ISTIO(deployment -> "true".equals(deployment.podLabels().get("sidecar.istio.io/inject"))),
    LINKERD(deployment -> "enabled".equals(deployment.podAnnotations().get("linkerd.io/inject")));

    private final Predicate<Manifest> injected;

    Mesh(Predicate<Manifest> injected) {
        this.injected = injected;
    }

    boolean has(Manifest deployment) {
        return injected.test(deployment);
    }

    /** Whether any of the pods are in it. */
    boolean isIn(Rendering rendering) {
        return rendering.deployments().anyMatch(injected);
    }

    /** What is wrong with calls that a mesh allows, each as {@code caller -> service}, compared with those that the code makes. */
    static Stream<String> differences(Set<String> allowed, String who) {
        Set<String> made = NetworkFlows.made().stream()
                .filter(flow -> Repository.SERVICES.contains(flow.substring(flow.indexOf("-> ") + 3)))
                .collect(Collectors.toCollection(TreeSet::new));
        return Stream.concat(
                made.stream().filter(flow -> !allowed.contains(flow)).map(flow -> who + " denies " + flow),
                allowed.stream()
                        .filter(flow -> !made.contains(flow))
                        .map(flow -> who + " allows " + flow + ", which nobody needs"));
    }
}
