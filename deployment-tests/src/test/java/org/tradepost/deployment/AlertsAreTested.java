package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tradepost.deployment.Monitoring.Alert;

/** For each alert there is a case in which it fires and one in which it does not, and it says whom it concerns and how urgent it is. */
final class AlertsAreTested implements MonitoringCheck {
    private static final Set<String> SEVERITIES = Set.of("page", "ticket");

    @Override
    public Stream<String> breaches(Monitoring monitoring) {
        List<JsonNode> cases = monitoring
                .in("tests")
                .flatMap(file -> Manifest.each(file.path("tests")))
                .flatMap(test -> Manifest.each(test.path("alert_rule_test")))
                .toList();
        Set<String> alerts = monitoring.alerts().map(Alert::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> firing =
                names(cases.stream().filter(one -> !one.path("exp_alerts").isEmpty()));
        Set<String> silent =
                names(cases.stream().filter(one -> one.path("exp_alerts").isEmpty()));
        return Stream.of(
                        missing(alerts, firing, " never fires in a test"),
                        missing(alerts, silent, " is never silent in a test"),
                        missing(names(cases.stream()), alerts, " is tested and there is no such alert"),
                        cases.stream().flatMap(AlertsAreTested::unlabelled))
                .flatMap(all -> all);
    }

    /** The labels that a test expects are those that the rule makes, or the test fails. */
    private static Stream<String> unlabelled(JsonNode one) {
        return Manifest.each(one.path("exp_alerts"))
                .map(alert -> alert.path("exp_labels"))
                .filter(labels -> !SEVERITIES.contains(labels.path("severity").asText())
                        || labels.path("service").asText().isEmpty())
                .map(labels ->
                        one.path("alertname").asText() + " needs a service, and page or ticket as severity: " + labels);
    }

    private static Set<String> names(Stream<JsonNode> cases) {
        return cases.map(one -> one.path("alertname").asText()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> missing(Set<String> wanted, Set<String> present, String complaint) {
        return wanted.stream().filter(name -> !present.contains(name)).map(name -> name + complaint);
    }
}
