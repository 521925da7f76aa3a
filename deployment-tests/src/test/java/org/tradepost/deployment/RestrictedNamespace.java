package org.tradepost.deployment;

import java.util.List;
import java.util.stream.Stream;

/** An overlay brings one namespace, in which pods must pass {@code restricted}, and everything is in it. */
final class RestrictedNamespace implements Rule {

    @Override
    public Stream<String> breaches(Rendering rendering) {
        List<Manifest> namespaces = rendering.of("Namespace").toList();
        if (namespaces.size() != 1) {
            return Stream.of("there must be one Namespace, not " + namespaces.size());
        }
        Manifest namespace = namespaces.getFirst();
        Stream<String> lax = Stream.of("enforce", "audit", "warn")
                .map(mode -> "pod-security.kubernetes.io/" + mode)
                .filter(label -> !"restricted".equals(namespace.labels().get(label)))
                .map(label -> namespace.says(label + " must be restricted"));
        Stream<String> elsewhere = rendering.manifests().stream()
                .filter(manifest -> !manifest.is("Namespace"))
                .filter(manifest -> !manifest.namespace().equals(namespace.name()))
                .map(manifest -> manifest.says("is not in the namespace " + namespace.name()));
        return Stream.concat(lax, elsewhere);
    }
}
