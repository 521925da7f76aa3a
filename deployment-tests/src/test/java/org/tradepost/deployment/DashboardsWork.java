package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tradepost.deployment.Monitoring.Panel;

/** Dashboards have names of their own; a panel says what it shows, in which unit, asks the chosen Prometheus, and its queries are PromQL. */
final class DashboardsWork implements MonitoringCheck {

    @Override
    public Stream<String> breaches(Monitoring monitoring) {
        List<JsonNode> dashboards = monitoring.in("dashboards").toList();
        Set<String> seen = new HashSet<>();
        Stream<String> twice = dashboards.stream()
                .map(dashboard -> dashboard.path("uid").asText())
                .filter(uid -> !uid.startsWith("tradepost-") || !seen.add(uid))
                .map(uid -> "a dashboard needs a uid of its own, not: " + uid);
        return Stream.of(
                        twice,
                        monitoring.panels().flatMap(DashboardsWork::unclear),
                        dashboards.stream().flatMap(dashboard -> refused(dashboard, monitoring)))
                .flatMap(all -> all);
    }

    private static Stream<String> unclear(Panel panel) {
        JsonNode json = panel.json();
        return Stream.of(
                        json.path("title").asText().isBlank() ? "has no title" : "",
                        json.path("description").asText().isBlank() ? "has no description" : "",
                        json.at("/fieldConfig/defaults/unit").asText().isBlank() ? "has no unit" : "",
                        json.at("/datasource/uid").asText().equals("${datasource}") ? "" : "asks no chosen Prometheus",
                        panel.queries().isEmpty() ? "asks nothing" : "")
                .filter(complaint -> !complaint.isEmpty())
                .map(complaint -> panel + ": " + complaint);
    }

    private static Stream<String> refused(JsonNode dashboard, Monitoring monitoring) {
        String uid = dashboard.path("uid").asText();
        List<String> queries = monitoring
                .panels()
                .filter(panel -> panel.dashboard().equals(uid))
                .flatMap(panel -> panel.queries().stream())
                .map(query -> substituted(query, dashboard))
                .toList();
        Stream<String> undeclared = queries.stream()
                .filter(query -> query.contains("$"))
                .map(query -> uid + " declares no such variable: " + query);
        try {
            Promtool.installed().checkRules(List.of(asRules(uid, queries)));
            return undeclared;
        } catch (AssertionError refused) {
            return Stream.concat(undeclared, Stream.of(uid + ": " + refused.getMessage()));
        }
    }

    /** promtool reads expressions in rules only. */
    private static Path asRules(String uid, List<String> queries) {
        ObjectNode file = Rendering.YAML.createObjectNode();
        ArrayNode rules = file.putArray("groups").addObject().put("name", uid).putArray("rules");
        queries.forEach(query ->
                rules.addObject().put("record", "panel:query:" + rules.size()).put("expr", query));
        return Monitoring.written(RulesWork.newFolder().resolve("panels.yaml"), file);
    }

    /** As Grafana does it before it asks. */
    private static String substituted(String query, JsonNode dashboard) {
        String result = query.replace("$__rate_interval", "5m").replace("$__range", "1h");
        for (String variable : dashboard.path("templating").findValuesAsText("name")) {
            result = result.replaceAll("\\$" + variable + "\\b", ".*");
        }
        return result;
    }
}
