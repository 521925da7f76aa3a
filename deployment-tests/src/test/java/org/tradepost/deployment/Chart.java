package org.tradepost.deployment;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A Helm chart, rendered by the Helm that runs inside of this JVM; it speaks to no cluster. */
record Chart(Path folder) {
    static final Chart OURS = new Chart(Repository.root().resolve("helm/tradepost"));

    private static final String RELEASE = "tradepost";
    private static final Map<String, Rendering> RENDERED = new ConcurrentHashMap<>();

    /** The names of the files {@code ci/<name>-values.yaml}. */
    static List<String> valueSets() {
        return Repository.files(
                        OURS.folder.resolve("ci"), file -> file.toString().endsWith("-values.yaml"))
                .stream()
                .map(file -> file.getFileName().toString().replace("-values.yaml", ""))
                .toList();
    }

    static Path values(String set) {
        return OURS.folder.resolve("ci").resolve(set + "-values.yaml");
    }

    /** Our chart with one of its value sets, once: many rules look at the same. */
    static Rendering rendered(String set) {
        return RENDERED.computeIfAbsent(set, name -> OURS.render("chart with " + set, "tradepost-" + set, values(set)));
    }

    /** @throws IllegalStateException when Helm refuses the values */
    Rendering with(String values) {
        return withFile(values, file -> render("chart with " + values, "tradepost", file));
    }

    Rendering render(String name, String namespace, Path values) {
        return Rendering.of(
                name,
                new Helm(folder)
                        .template()
                        .withName(RELEASE)
                        .withNamespace(namespace)
                        .withValuesFile(values)
                        .call());
    }

    LintResult lint() {
        return new Helm(folder).lint().strict().call();
    }

    /** What is said to whoever has installed it. */
    String notes(String values) {
        return withFile(values, file -> new Helm(folder)
                .install()
                .clientOnly()
                .withDryRunOption(DryRun.CLIENT)
                .withName(RELEASE)
                .withNamespace("tradepost")
                .withValuesFile(file)
                .call()
                .getOutput());
    }

    private static <T> T withFile(String values, Function<Path, T> use) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                return use.apply(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
