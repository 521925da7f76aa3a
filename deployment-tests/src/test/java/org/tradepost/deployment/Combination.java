package org.tradepost.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The base with some components. Those that change what others brought come last, as their READMEs demand. */
record Combination(List<String> components) {
    private static final List<String> LAST = List.of("otel-collector", "istio", "linkerd", "istio-faults");

    static Combination of(String... components) {
        return of(List.of(components));
    }

    static Combination of(List<String> components) {
        return new Combination(
                components.stream().sorted(Comparator.comparing(LAST::indexOf)).toList());
    }

    /** In a folder below the build's, since Kustomize reads other folders by relative paths only. */
    Rendering rendered() {
        try {
            Path folder = Path.of("target", "combinations", "base-" + String.join("-", components))
                    .toAbsolutePath();
            Files.createDirectories(folder);
            Path kustomize = folder.relativize(Repository.kustomize(""));
            String all = components.stream()
                    .map(component -> "  - " + kustomize + "/components/" + component + "\n")
                    .collect(Collectors.joining());
            Files.writeString(
                    folder.resolve("kustomization.yaml"),
                    "resources:\n  - " + kustomize + "/base\n" + (all.isEmpty() ? "" : "components:\n" + all));
            return Kubectl.rendered(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
