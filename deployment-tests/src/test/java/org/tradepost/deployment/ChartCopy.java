package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BinaryOperator;

/** Our chart with something changed in its files, for what the library cannot be asked for. */
final class ChartCopy {
    private ChartCopy() {}

    /** Its lint looks at a chart's own values alone: here these are put over them. */
    static Chart withValues(String name, String values) {
        return copied("lint-" + name, (file, text) -> file.equals("values.yaml") ? merged(text, values) : text);
    }

    /** Its rendering leaves hooks out: here they are objects like others, and the annotations that make them hooks begin with {@code was/}. */
    static Chart withHooksAsObjects() {
        return copied("hooks", (file, text) -> text.replace("\"helm.sh/hook", "\"was/hook"));
    }

    private static Chart copied(String name, BinaryOperator<String> change) {
        Path from = Chart.OURS.folder();
        // Helm wants a chart to be in a folder of its name.
        Path copy = Path.of("target", "charts", name, "tradepost").toAbsolutePath();
        for (Path file : Repository.files(from, any -> true)) {
            String relative = from.relativize(file).toString();
            try {
                Path target = copy.resolve(relative);
                Files.createDirectories(target.getParent());
                Files.writeString(target, change.apply(relative, Repository.text(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Chart(copy);
    }

    private static String merged(String defaults, String values) {
        try {
            JsonNode all = Rendering.YAML.readTree(defaults);
            merge((ObjectNode) all, Rendering.YAML.readTree(values));
            return Rendering.YAML.writeValueAsString(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Helm does it: maps key by key, anything else as a whole. */
    private static void merge(ObjectNode into, JsonNode stated) {
        stated.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode more && into.get(field.getKey()) instanceof ObjectNode inner) {
                merge(inner, more);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }
}
