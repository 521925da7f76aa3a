package org.tradepost.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The base, or an overlay, with some components. Those that change what others brought come last, as their READMEs
 * demand. A canary is of version 1.1.0.
 *
 * @param on a folder below {@code kustomize/}
 * @param more fields of the Kustomization, in YAML; perhaps none
 */
record Combination(String on, List<String> components, String more) {
    private static final List<String> LAST = List.of("otel-collector", "istio", "linkerd", "istio-faults", "canary");

    static Combination of(String... components) {
        return of(List.of(components));
    }

    static Combination of(List<String> components) {
        return new Combination(
                "base",
                components.stream().sorted(Comparator.comparing(LAST::indexOf)).toList(),
                "");
    }

    static Combination ofOverlay(String overlay, String... components) {
        return new Combination("overlays/" + overlay, List.of(components), "");
    }

    Combination with(String fields) {
        return new Combination(on, components, fields);
    }

    /** In a folder below the build's, since Kustomize reads other folders by relative paths only. */
    Rendering rendered() {
        try {
            Path folder = Path.of("target", "combinations", (on + "-" + String.join("-", components)).replace('/', '-'))
                    .resolve("" + Integer.toHexString(more.hashCode()))
                    .toAbsolutePath();
            Files.createDirectories(folder);
            Path kustomize = folder.relativize(Repository.kustomize(""));
            String all = components.stream()
                    .map(component -> "  - " + kustomize + "/components/" + component + "\n")
                    .collect(Collectors.joining());
            String canaries = Repository.SERVICES.stream()
                    .map(service -> "  - {name: tradepost/" + service + "-canary, newName: tradepost/" + service
                            + ", newTag: 1.1.0}\n")
                    .collect(Collectors.joining());
            Files.writeString(
                    folder.resolve("kustomization.yaml"),
                    "resources:\n  - " + kustomize + "/" + on + "\n" + (all.isEmpty() ? "" : "components:\n" + all)
                            + "images:\n" + canaries + more + "\n" + namespace());
            return Kubectl.rendered(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is added to an overlay has to be in its namespace. */
    private String namespace() {
        return Repository.text(Repository.kustomize(on + "/kustomization.yaml"))
                .lines()
                .filter(line -> line.startsWith("namespace: "))
                .collect(Collectors.joining());
    }
}
