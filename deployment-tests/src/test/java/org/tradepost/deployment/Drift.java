package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Where a chart and an overlay that should deploy the same do not: the object, the field and both values of each difference. */
final class Drift {
    /** The chart brings neither databases nor brokers nor a namespace, and of a mesh only what is on our own pods. */
    private static final Set<String> NOT_IN_THE_CHART =
            Set.of("Namespace", "Cluster", "Kafka", "KafkaNodePool", "KafkaTopic");

    private static final String OF_A_DATABASE = "spec/podSelector/matchLabels/cnpg.io~1cluster";

    private final List<String> found = new ArrayList<>();

    private Drift() {}

    static List<String> between(Rendering chart, Rendering overlay) {
        Map<String, JsonNode> left = Normalised.of(chart).objects();
        Map<String, JsonNode> right = Normalised.of(shared(overlay)).objects();
        Drift drift = new Drift();
        for (String object : union(left.keySet(), right.keySet())) {
            drift.compare(object + ":", left.get(object), right.get(object));
        }
        return drift.found;
    }

    /** Of an overlay, what the chart has to have as well. */
    static Rendering shared(Rendering overlay) {
        return new Rendering(
                overlay.name(),
                overlay.manifests().stream()
                        .filter(manifest -> !NOT_IN_THE_CHART.contains(manifest.kind()))
                        .filter(manifest -> !manifest.apiVersion().contains(".istio.io/"))
                        .filter(manifest -> !manifest.is("NetworkPolicy")
                                || manifest.at(OF_A_DATABASE).isMissingNode())
                        .toList());
    }

    private void compare(String path, JsonNode chart, JsonNode overlay) {
        if (chart == null || overlay == null) {
            found.add(path + " only in the " + (chart == null ? "overlay" : "chart") + brief(chart, overlay));
        } else if (chart.isObject() && overlay.isObject()) {
            union(names(chart), names(overlay))
                    .forEach(name -> compare(path + "/" + name, chart.get(name), overlay.get(name)));
        } else if (chart.isArray() && overlay.isArray()) {
            Map<String, JsonNode> left = entries(chart);
            Map<String, JsonNode> right = entries(overlay);
            union(left.keySet(), right.keySet())
                    .forEach(entry -> compare(path + "[" + entry + "]", left.get(entry), right.get(entry)));
        } else if (!chart.equals(overlay)) {
            found.add(path + " is " + chart + " in the chart and " + overlay + " in the overlay");
        }
    }

    /** The value of a field; an object's would fill the screen. */
    private static String brief(JsonNode chart, JsonNode overlay) {
        JsonNode present = chart == null ? overlay : chart;
        return present.has("kind") ? "" : ", " + present;
    }

    /** By name where each has one of its own, otherwise by position. */
    private static Map<String, JsonNode> entries(JsonNode list) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        Map<String, JsonNode> byPosition = new LinkedHashMap<>();
        for (JsonNode entry : list) {
            byPosition.put("" + byPosition.size(), entry);
            if (entry.has("name")) {
                byName.put(entry.path("name").asText(), entry);
            }
        }
        return byName.size() == list.size() ? byName : byPosition;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> union(Set<String> left, Set<String> right) {
        Set<String> all = new TreeSet<>(left);
        all.addAll(right);
        return all;
    }
}
