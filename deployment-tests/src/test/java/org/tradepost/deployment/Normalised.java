package org.tradepost.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A rendering without what only its tool adds, and with fields and lists in one order where the order says nothing, so that what two
 * tools make can be compared.
 *
 * @param objects by kind and name
 */
record Normalised(Map<String, JsonNode> objects) {
    /** Of these lists the order means nothing. Not of {@code envFrom}: there the last one wins. */
    private static final Set<String> SETS = Set.of(
            "data",
            "drop",
            "egress",
            "env",
            "from",
            "hostnames",
            "ingress",
            "listeners",
            "metrics",
            "podTargetLabels",
            "policyTypes",
            "ports",
            "to",
            "tolerations",
            "topologySpreadConstraints",
            "values",
            "volumeMounts",
            "volumes");

    private static final List<String> TOOL_LABELS = List.of("helm.sh/chart", "app.kubernetes.io/managed-by");
    private static final String CHECKSUM = "checksum/config";
    /** What Kustomize adds to the name of a ConfigMap that it generates. */
    private static final Pattern HASH = Pattern.compile("-[bcdfghkmt2456789]{10}$");

    private static final Set<String> CONFIG_MAP_REFERENCES = Set.of("configMapRef", "configMapKeyRef", "configMap");

    static Normalised of(Rendering rendering) {
        return new Normalised(rendering.manifests().stream()
                .collect(Collectors.toMap(
                        manifest -> manifest.kind() + " " + bare(manifest),
                        Normalised::normalised,
                        (one, other) -> {
                            throw new AssertionError(rendering.name() + " has twice: " + one);
                        },
                        TreeMap::new)));
    }

    private static String bare(Manifest manifest) {
        return manifest.is("ConfigMap") ? withoutHash(manifest.name()) : manifest.name();
    }

    private static JsonNode normalised(Manifest manifest) {
        ObjectNode json = manifest.json().deepCopy();
        ObjectNode metadata = (ObjectNode) json.path("metadata");
        metadata.put("name", bare(manifest));
        drop(metadata, "labels", TOOL_LABELS);
        if (json.at("/spec/template/metadata") instanceof ObjectNode pod) {
            drop(pod, "annotations", List.of(CHECKSUM));
        }
        return ordered(json, "");
    }

    private static void drop(ObjectNode metadata, String map, List<String> keys) {
        if (metadata.get(map) instanceof ObjectNode all) {
            all.remove(keys);
            if (all.isEmpty()) {
                metadata.remove(map);
            }
        }
    }

    private static JsonNode ordered(JsonNode node, String field) {
        if (node instanceof ObjectNode object) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            object.properties().forEach(entry -> sorted.put(entry.getKey(), ordered(entry.getValue(), entry.getKey())));
            if (CONFIG_MAP_REFERENCES.contains(field) && sorted.get("name") instanceof TextNode name) {
                sorted.put("name", TextNode.valueOf(withoutHash(name.asText())));
            }
            ObjectNode result = object.objectNode();
            result.setAll(sorted);
            return result;
        }
        if (node instanceof ArrayNode array) {
            List<JsonNode> entries =
                    Manifest.each(array).map(entry -> ordered(entry, "")).toList();
            ArrayNode result = array.arrayNode();
            if (SETS.contains(field)) {
                result.addAll(entries.stream()
                        .sorted(Comparator.comparing(JsonNode::toString))
                        .toList());
            } else {
                result.addAll(entries);
            }
            return result;
        }
        return node;
    }

    private static String withoutHash(String name) {
        return HASH.matcher(name).replaceFirst("");
    }
}
