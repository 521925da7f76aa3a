package org.tradepost.cli.command.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One line of a server's metrics in the text format of Prometheus (exposition format 0.0.4). */
record Sample(String name, Map<String, String> labels, double value) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: \\d+)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Every sample of a scrape; comments and what is not understood are left out. */
    static List<Sample> all(String scrape) {
        return scrape.lines().map(Sample::of).flatMap(Optional::stream).toList();
    }

    private static Optional<Sample> of(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Sample(parts.group(1), labels(parts.group(2)), number(parts.group(3))));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Map<String, String> labels(String text) {
        return text == null
                ? Map.of()
                : LABEL.matcher(text)
                        .results()
                        .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2), (a, b) -> a));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    String label(String label) {
        return labels.getOrDefault(label, "");
    }
}
