package org.tradepost.gateway.contracts.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives those components of a contract that mean something else than earlier ones of the same name a name of their own. */
final class RenamedComponents {

    private static final String REFERENCE = "#/components/";
    private static final String SECURITY = "securitySchemes";

    private final String prefix;
    private final JsonNode earlier;
    private final Set<String> renamed = new HashSet<>();

    RenamedComponents(String service, JsonNode earlier) {
        this.prefix = service.substring(0, 1).toUpperCase(Locale.ROOT) + service.substring(1);
        this.earlier = earlier;
    }

    JsonNode apply(JsonNode contract) {
        int before;
        do {
            before = renamed.size();
            contract.path("components").properties().forEach(kind -> kind.getValue()
                    .properties()
                    .forEach(component -> consider(kind.getKey(), component.getKey(), component.getValue())));
            // What refers to a renamed component is another one, too.
        } while (renamed.size() > before);
        JsonNode copy = contract.deepCopy();
        copy.path("components").properties().forEach(kind -> renameKeys(kind.getKey(), (ObjectNode) kind.getValue()));
        rewriteReferences(copy);
        return copy;
    }

    private void consider(String kind, String name, JsonNode value) {
        JsonNode known = earlier.path(kind).path(name);
        // Security schemes are referred to by bare name; they must agree, and the merge says so.
        if (!known.isMissingNode() && !kind.equals(SECURITY)) {
            boolean refersToRenamed = value.findValuesAsText("$ref").stream().anyMatch(renamed::contains);
            if (refersToRenamed || !Prose.same(known, value)) {
                renamed.add(REFERENCE + kind + "/" + name);
            }
        }
    }

    private void renameKeys(String kind, ObjectNode components) {
        for (String reference : renamed) {
            String start = REFERENCE + kind + "/";
            if (reference.startsWith(start)) {
                String name = reference.substring(start.length());
                components.set(prefix + name, components.remove(name));
            }
        }
    }

    private void rewriteReferences(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("$ref").isTextual()) {
            String reference = object.get("$ref").asText();
            if (renamed.contains(reference)) {
                int name = reference.lastIndexOf('/') + 1;
                object.put("$ref", reference.substring(0, name) + prefix + reference.substring(name));
            }
        }
        node.forEach(this::rewriteReferences);
    }
}
