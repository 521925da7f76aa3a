package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A selector with {@code matchLabels} and {@code matchExpressions}. */
record LabelSelector(JsonNode json) {

    /** Of a Service, which has labels only. */
    static boolean contains(Map<String, String> labels, Map<String, String> wanted) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }

    boolean matches(Map<String, String> labels) {
        return contains(labels, Manifest.strings(json.path("matchLabels")))
                && Manifest.each(json.path("matchExpressions")).allMatch(expression -> matches(expression, labels));
    }

    private static boolean matches(JsonNode expression, Map<String, String> labels) {
        String value = labels.get(expression.path("key").asText());
        List<String> values =
                Manifest.each(expression.path("values")).map(JsonNode::asText).toList();
        return switch (expression.path("operator").asText()) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> throw new AssertionError("no such operator: " + expression);
        };
    }
}
