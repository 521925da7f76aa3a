package org.tradepost.deployment;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tradepost.deployment.Monitoring.Alert;

/** Each alert has a section that says what to do, and a line in the table of alerts with the thresholds that the rule really has. */
final class AlertsHaveRunbooks implements MonitoringCheck {
    private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");
    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `(Tradepost\\w+)` \\|");
    /** Zero is left to words such as "any". */
    private static final Pattern THRESHOLD = Pattern.compile("> ((?!0\\b(?!\\.))[0-9.]+)");

    @Override
    public Stream<String> breaches(Monitoring monitoring) {
        Set<String> anchors = HEADING.matcher(monitoring.operations())
                .results()
                .map(heading -> anchor(heading.group(1)))
                .collect(Collectors.toSet());
        Set<String> alerts = monitoring.alerts().map(Alert::name).collect(Collectors.toSet());
        Stream<String> gone = LISTED.matcher(monitoring.operations())
                .results()
                .map(row -> row.group(1))
                .filter(name -> !alerts.contains(name))
                .map(name -> "docs/operations.md lists " + name + ", and there is no such alert");
        return Stream.concat(gone, monitoring.alerts().flatMap(alert -> of(alert, anchors, monitoring.operations())));
    }

    private static Stream<String> of(Alert alert, Set<String> anchors, String operations) {
        Stream<String> unsaid = Stream.of("summary", "description", "runbook")
                .filter(annotation -> alert.annotation(annotation).isBlank())
                .map(annotation -> alert.name() + " has no " + annotation);
        Stream<String> nowhere = anchors.contains(alert.anchor())
                ? Stream.empty()
                : Stream.of(alert.name() + " names a section that docs/operations.md has not: " + alert.anchor());
        Optional<String> row = operations
                .lines()
                .filter(line -> line.startsWith("| `" + alert.name() + "` |"))
                .findFirst();
        Stream<String> unlisted = row.isEmpty()
                ? Stream.of(alert.name() + " is not in the table of docs/operations.md")
                : facts(alert)
                        .filter(fact -> !row.get().contains(fact))
                        .map(fact -> alert.name() + ": docs/operations.md does not say " + fact);
        return Stream.of(unsaid, nowhere, unlisted).flatMap(all -> all);
    }

    /** What its line in the table has to say. */
    private static Stream<String> facts(Alert alert) {
        Stream<String> thresholds = THRESHOLD
                .matcher(alert.expression())
                .results()
                .map(found -> written(new BigDecimal(found.group(1))))
                .distinct();
        String span = alert.rule().path("for").asText();
        Stream<String> minutes = span.isEmpty()
                ? Stream.empty()
                : Stream.of("for " + span.replace("m", span.equals("1m") ? " minute" : " minutes"));
        return Stream.of(
                        thresholds,
                        minutes,
                        Stream.of("| " + alert.label("severity") + " |", "(#" + alert.anchor() + ")"))
                .flatMap(all -> all);
    }

    /** Parts as percentages, thousands with a comma. */
    private static String written(BigDecimal threshold) {
        return threshold.compareTo(BigDecimal.ONE) < 0
                ? threshold.movePointRight(2).stripTrailingZeros().toPlainString() + " %"
                : String.format(Locale.ROOT, threshold.scale() > 0 ? "%,.1f" : "%,.0f", threshold);
    }

    /** As they are made of headings by whoever shows Markdown. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }
}
