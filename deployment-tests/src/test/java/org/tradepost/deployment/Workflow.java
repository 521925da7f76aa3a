package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One file of {@code .github/workflows}.
 *
 * @param text as it is written: what makes it understandable is in comments
 */
record Workflow(String name, String text, JsonNode content) {

    static Workflow of(String name, String text) {
        try {
            return new Workflow(name, text, Rendering.YAML.readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is no YAML", e);
        }
    }

    static List<Workflow> all() {
        Path folder = Repository.root().resolve(".github/workflows");
        return Repository.files(folder, file -> file.toString().matches(".*\\.ya?ml")).stream()
                .map(file -> of(file.getFileName().toString(), Repository.text(file)))
                .toList();
    }

    Stream<Map.Entry<String, JsonNode>> jobs() {
        return content.path("jobs").properties().stream();
    }

    Stream<JsonNode> steps() {
        return jobs().flatMap(job -> Manifest.each(job.getValue().path("steps")));
    }

    /** Every shell script in it. */
    Stream<String> scripts() {
        return steps().map(step -> step.path("run").asText()).filter(script -> !script.isEmpty());
    }
}
