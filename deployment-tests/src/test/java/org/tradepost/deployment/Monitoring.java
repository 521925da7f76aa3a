package org.tradepost.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What watches the platform.
 *
 * @param documents by folder and name, such as {@code rules/slo}: rule files, their tests, dashboards, Alertmanager's configuration
 * @param metrics where each metric that is known comes from
 * @param operations the page with the runbooks
 */
record Monitoring(Map<String, JsonNode> documents, Map<String, String> metrics, String operations) {
    private static final Path COMPONENT = Repository.kustomize("components/monitoring");

    static Monitoring ours() {
        Map<String, JsonNode> documents = new TreeMap<>();
        // A rule file is what a PrometheusRule has in its spec.
        of("rules").forEach(file -> documents.put(name(file), parsed(file).path("spec")));
        Stream.of(of("tests"), of("dashboards"), Stream.of(COMPONENT.resolve("alertmanager.yaml")))
                .flatMap(all -> all)
                .forEach(file -> documents.put(name(file), parsed(file)));
        Map<String, String> metrics = Repository.text(COMPONENT.resolve("metrics.txt"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        return new Monitoring(
                documents, metrics, Repository.text(Repository.root().resolve("docs/operations.md")));
    }

    /** A rule of Prometheus that makes an alert. */
    record Alert(JsonNode rule) {
        String name() {
            return rule.path("alert").asText();
        }

        String expression() {
            return rule.path("expr").asText();
        }

        String label(String name) {
            return rule.path("labels").path(name).asText();
        }

        String annotation(String name) {
            return rule.path("annotations").path(name).asText();
        }

        /** The section of the operations page that it names; empty when it names none. */
        String anchor() {
            String page = "docs/operations.md#";
            return annotation("runbook").startsWith(page)
                    ? annotation("runbook").substring(page.length())
                    : "";
        }
    }

    /** One picture of a dashboard. */
    record Panel(String dashboard, JsonNode json) {
        List<String> queries() {
            return Manifest.each(json.path("targets"))
                    .map(target -> target.path("expr").asText())
                    .toList();
        }

        @Override
        public String toString() {
            return dashboard + ", " + json.path("title").asText();
        }
    }

    Stream<JsonNode> in(String folder) {
        return documents.keySet().stream()
                .filter(name -> name.startsWith(folder + "/"))
                .map(documents::get);
    }

    Stream<JsonNode> rules() {
        return in("rules")
                .flatMap(file -> Manifest.each(file.path("groups")))
                .flatMap(group -> Manifest.each(group.path("rules")));
    }

    Stream<Alert> alerts() {
        return rules().filter(rule -> rule.has("alert")).map(Alert::new);
    }

    Stream<Panel> panels() {
        return in("dashboards").flatMap(dashboard -> Manifest.each(dashboard.path("panels"))
                .map(panel -> new Panel(dashboard.path("uid").asText(), panel)));
    }

    /** Writes the documents of a folder into a folder of that name, and answers which files these are. */
    List<Path> write(String folder, Path below) {
        return documents.keySet().stream()
                .filter(name -> name.startsWith(folder + "/"))
                .map(name -> written(below.resolve(name + ".yaml"), documents.get(name)))
                .toList();
    }

    static Path written(Path file, JsonNode document) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, Rendering.YAML.writeValueAsString(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with one document changed. */
    Monitoring with(String document, Consumer<JsonNode> change) {
        JsonNode copy = documents.get(document).deepCopy();
        change.accept(copy);
        Map<String, JsonNode> changed = new TreeMap<>(documents);
        changed.put(document, copy);
        return new Monitoring(changed, metrics, operations);
    }

    /** The same without one of the metrics that are known. */
    Monitoring withoutMetric(String metric) {
        Map<String, String> fewer = new HashMap<>(metrics);
        fewer.remove(metric);
        return new Monitoring(documents, fewer, operations);
    }

    /** The same with another page of runbooks. */
    Monitoring withOperations(UnaryOperator<String> change) {
        return new Monitoring(documents, metrics, change.apply(operations));
    }

    private static Stream<Path> of(String folder) {
        return Repository.files(COMPONENT.resolve(folder), any -> true).stream();
    }

    private static String name(Path file) {
        return COMPONENT.relativize(file).toString().replaceFirst("\\.[a-z]+$", "");
    }

    private static JsonNode parsed(Path file) {
        try {
            return Rendering.YAML.readTree(Repository.text(file));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
