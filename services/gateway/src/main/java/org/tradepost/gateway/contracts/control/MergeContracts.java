package org.tradepost.gateway.contracts.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins the services' OpenAPI documents into the one that the public sees. Names are shared: components of one name that
 * are the same but for their prose become one; one that differs from an earlier service's is renamed after its own service. An
 * operation that is described twice is a mistake in a contract and fails.
 */
public final class MergeContracts {

    private static final Set<String> OPERATIONS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final ObjectNode merged = JsonNodeFactory.instance.objectNode();
    private final ObjectNode paths = JsonNodeFactory.instance.objectNode();
    private final ObjectNode components = JsonNodeFactory.instance.objectNode();
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, JsonNode> tags = new HashMap<>();
    private final List<String> clashes = new ArrayList<>();

    private MergeContracts() {}

    /**
     * @param info the {@code info} object of the result
     * @param contracts documents by service name; the order is kept
     */
    public static ObjectNode merge(JsonNode info, Map<String, JsonNode> contracts) {
        var merge = new MergeContracts();
        merge.merged.put("openapi", "3.1.0");
        merge.merged.set("info", info);
        merge.merged.putArray("servers").addObject().put("url", "/");
        ArrayNode allTags = merge.merged.putArray("tags");
        merge.merged.set("paths", merge.paths);
        merge.merged.set("components", merge.components);
        contracts.forEach((service, contract) -> merge.add(service, contract, allTags));
        if (!merge.clashes.isEmpty()) {
            throw new IllegalStateException("The contracts contradict each other: " + String.join("; ", merge.clashes));
        }
        return merge.merged;
    }

    private void add(String service, JsonNode original, ArrayNode allTags) {
        JsonNode contract = new RenamedComponents(service, components).apply(original);
        if (!contract.path("openapi").asText().startsWith("3.1")) {
            clashes.add(service + " is not an OpenAPI 3.1 document");
        }
        contract.path("paths").properties().forEach(path -> addPath(service, contract, path.getKey(), path.getValue()));
        contract.path("components").properties().forEach(kind -> kind.getValue()
                .properties()
                .forEach(component -> addComponent(service, kind.getKey(), component.getKey(), component.getValue())));
        for (JsonNode tag : contract.path("tags")) {
            if (tags.putIfAbsent(tag.path("name").asText(), tag) == null) {
                allTags.add(tag);
            }
        }
    }

    private void addPath(String service, JsonNode contract, String path, JsonNode item) {
        ObjectNode known = paths.withObjectProperty(path);
        item.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode value = member.getValue().deepCopy();
            if (OPERATIONS.contains(name)) {
                if (value.has("operationId")) {
                    claim("operation " + value.get("operationId").asText(), service);
                }
                // A default for the whole document holds for this service's operations only.
                if (contract.has("security") && !value.has("security")) {
                    ((ObjectNode) value).set("security", contract.get("security"));
                }
            }
            if (known.has(name) && !known.get(name).equals(value)) {
                clashes.add(name + " of " + path + " is described twice, also by " + service);
            }
            known.set(name, value);
        });
    }

    private void addComponent(String service, String kind, String name, JsonNode value) {
        ObjectNode known = components.withObjectProperty(kind);
        String key = kind + "/" + name;
        if (!known.has(name)) {
            known.set(name, value);
            owners.put(key, service);
        } else if (!Prose.same(known.get(name), value)) {
            clashes.add("components/" + key + " of " + service + " is not that of " + owners.get(key));
        }
    }

    private void claim(String what, String service) {
        String owner = owners.putIfAbsent(what, service);
        if (owner != null) {
            clashes.add(what + " belongs to " + owner + " and " + service);
        }
    }
}
