package org.tradepost.gateway.contracts.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/** Compares parts of contracts by what they demand, not by how they put it. */
final class Prose {

    private static final Set<String> PROSE = Set.of("description", "summary", "title", "example", "examples");

    private Prose() {}

    static boolean same(JsonNode left, JsonNode right) {
        return without(left, false).equals(without(right, false));
    }

    /**
     * @param chosenNames whether the members of this object are names of somebody's choice, which may well be "title"
     */
    private static JsonNode without(JsonNode node, boolean chosenNames) {
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(member -> {
                String name = member.getKey();
                if (chosenNames || !PROSE.contains(name)) {
                    copy.set(name, without(member.getValue(), !chosenNames && name.equals("properties")));
                }
            });
            return copy;
        }
        if (node.isArray()) {
            // The order of "required" and "enum" says nothing.
            Set<JsonNode> members = new HashSet<>();
            node.forEach(member -> members.add(without(member, false)));
            ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
            members.stream().sorted(Comparator.comparing(JsonNode::toString)).forEach(sorted::add);
            return sorted;
        }
        return node;
    }
}
