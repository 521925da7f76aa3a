package org.tradepost.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A value that a schema allows, with every member that it may have. */
final class Example {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final OpenApi api;

    private Example(OpenApi api) {
        this.api = api;
    }

    static JsonNode of(OpenApi api, JsonNode schema) {
        return new Example(api).value(schema);
    }

    private JsonNode value(JsonNode unresolved) {
        JsonNode schema = api.resolved(unresolved);
        if (schema.has("oneOf") && !schema.has("properties")) {
            return value(schema.path("oneOf").get(0));
        }
        if (schema.has("enum")) {
            return schema.path("enum").get(0);
        }
        return switch (schema.path("type").asText("object")) {
            case "array" -> array(schema);
            case "boolean" -> JSON.booleanNode(true);
            case "integer" -> JSON.numberNode(schema.path("minimum").asLong(1));
            case "string" -> JSON.textNode(text(schema));
            default -> object(schema);
        };
    }

    private ArrayNode array(JsonNode schema) {
        return JSON.arrayNode().add(value(schema.path("items")));
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        schema.path("properties").properties().forEach(member -> {
            // A list that goes on would be read for ever.
            if (!member.getKey().equals("nextCursor")) {
                object.set(member.getKey(), value(member.getValue()));
            }
        });
        schema.path("allOf").forEach(part -> object.setAll((ObjectNode) value(part)));
        return object;
    }

    private static String text(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> "019aa8a2-7c50-7b7e-9f00-3f6f2a1b0c01";
            case "date-time" -> "2026-01-02T03:04:05.678Z";
            case "email" -> "ada@example.com";
            default -> schema.path("pattern").asText().startsWith("^[A-Z]{3}") ? "GBP" : phoneOrWord(schema);
        };
    }

    private static String phoneOrWord(JsonNode schema) {
        return schema.path("pattern").asText().startsWith("^\\+") ? "+441632960961" : "text";
    }
}
