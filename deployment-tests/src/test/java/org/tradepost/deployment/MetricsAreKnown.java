package org.tradepost.deployment;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tradepost.deployment.PromQl.Read;

/** What is asked for is in the list of known metrics, and that list is what the operations page explains; other people's series of the same name are left out. */
final class MetricsAreKnown implements MonitoringCheck {
    private static final Set<String> SOURCES = Set.of("platform", "prometheus", "cluster");
    private static final Pattern TABLE = Pattern.compile("(?s)\\n\\| metric \\|.*?\\n\\n");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\|");
    private static final Pattern CODE = Pattern.compile("`([a-zA-Z_]+)[^`]*`");

    @Override
    public Stream<String> breaches(Monitoring monitoring) {
        Set<String> recorded = monitoring
                .rules()
                .filter(rule -> rule.has("record"))
                .map(rule -> rule.path("record").asText())
                .collect(Collectors.toSet());
        Stream<String> expressions = Stream.concat(
                monitoring.rules().map(rule -> rule.path("expr").asText()),
                monitoring.panels().flatMap(panel -> panel.queries().stream()));
        Stream<String> misread = expressions.flatMap(expression -> new PromQl(expression)
                .reads().stream()
                        .filter(read -> !recorded.contains(read.metric()))
                        .flatMap(read -> wrong(read, monitoring))
                        .map(complaint -> complaint + " in " + expression));
        Stream<String> unknownSources = monitoring.metrics().entrySet().stream()
                .filter(metric -> !SOURCES.contains(metric.getValue()))
                .map(metric -> metric.getKey() + " comes from nowhere that is known: " + metric.getValue());
        return Stream.of(misread, unknownSources, undocumented(monitoring)).flatMap(all -> all);
    }

    private static Stream<String> wrong(Read read, Monitoring monitoring) {
        String source = Stream.of(read.metric(), read.metric().replaceFirst("_(bucket|sum|count)$", ""))
                .filter(monitoring.metrics()::containsKey)
                .map(monitoring.metrics()::get)
                .findFirst()
                .orElse("nowhere");
        return switch (source) {
            case "nowhere" -> Stream.of("nobody knows the metric " + read.metric());
            case "cluster" -> Stream.empty();
            default -> read.ours() ? Stream.empty() : Stream.of(read.metric() + " is not selected by job");
        };
    }

    private static Stream<String> undocumented(Monitoring monitoring) {
        Set<String> documented = documented(monitoring.operations());
        List<String> unknown = documented.stream()
                .filter(name -> !monitoring.metrics().containsKey(name))
                .map(name -> "docs/operations.md explains " + name + ", which is not in metrics.txt")
                .toList();
        return Stream.concat(
                unknown.stream(),
                monitoring.metrics().keySet().stream()
                        .filter(name -> !documented.contains(name))
                        .map(name -> "docs/operations.md does not explain " + name));
    }

    /** The names in the first column of the table of metrics. */
    private static Set<String> documented(String operations) {
        Set<String> names = new TreeSet<>();
        TABLE.matcher(operations)
                .results()
                .flatMap(table -> ROW.matcher(table.group()).results())
                .flatMap(row -> CODE.matcher(row.group(1)).results())
                .forEach(name -> names.add(name.group(1)));
        return names;
    }
}
