package org.tradepost.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** The OpenAPI document that the gateway serves, as tests walk it. */
final class ApiDocument {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final JsonNode root;

    /** @param in path, query or header */
    record Parameter(String name, String in) {}

    /**
     * @param json schema of the JSON body; empty for none
     * @param form names of the fields of the form that is the body; empty for none
     * @param successTypes media types that are documented for success
     */
    record Operation(
            String method,
            String path,
            List<Parameter> parameters,
            Optional<JsonNode> json,
            Set<String> form,
            Set<String> successTypes) {

        String name() {
            return method + " " + path;
        }
    }

    private ApiDocument(JsonNode root) {
        this.root = root;
    }

    static ApiDocument read() {
        return new ApiDocument(Api.anonymous().get("/openapi.json").expect(200).body());
    }

    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(member -> {
                    if (METHODS.contains(member.getKey())) {
                        all.add(operation(path.getKey(), path.getValue(), member.getKey(), member.getValue()));
                    }
                }));
        return all;
    }

    private Operation operation(String path, JsonNode item, String method, JsonNode operation) {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode source : List.of(item, operation)) {
            source.path("parameters").forEach(parameter -> {
                JsonNode resolved = resolve(parameter);
                parameters.add(new Parameter(
                        resolved.path("name").asText(), resolved.path("in").asText()));
            });
        }
        JsonNode content = resolve(operation.path("requestBody")).path("content");
        Set<String> types = new TreeSet<>();
        operation.path("responses").properties().forEach(response -> {
            if (response.getKey().startsWith("2")) {
                resolve(response.getValue()).path("content").fieldNames().forEachRemaining(types::add);
            }
        });
        Set<String> form = new TreeSet<>();
        resolve(content.path(FORM).path("schema"))
                .path("properties")
                .fieldNames()
                .forEachRemaining(form::add);
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                parameters,
                Optional.of(content.path(JSON).path("schema")).filter(schema -> !schema.isMissingNode()),
                form,
                types);
    }

    /** A body with everything that the schema knows. Null from {@code choice} leaves a property out. */
    JsonNode sample(JsonNode schema, BiFunction<String, JsonNode, Object> choice) {
        return sample("", schema, choice);
    }

    private JsonNode sample(String name, JsonNode schema, BiFunction<String, JsonNode, Object> choice) {
        JsonNode resolved = resolve(schema);
        if (!resolved.has("properties") && !resolved.has("items") && !resolved.has("allOf")) {
            return Api.JSON.valueToTree(choice.apply(name, resolved));
        }
        if (resolved.has("items")) {
            ArrayNode array = Api.JSON.createArrayNode();
            return array.add(sample(name, resolved.path("items"), choice));
        }
        ObjectNode body = Api.JSON.createObjectNode();
        resolved.path("allOf").forEach(part -> {
            if (sample(name, part, choice) instanceof ObjectNode object) {
                body.setAll(object);
            }
        });
        resolved.path("properties").properties().forEach(property -> {
            JsonNode value = sample(property.getKey(), property.getValue(), choice);
            if (!value.isNull()) {
                body.set(property.getKey(), value);
            }
        });
        return body;
    }

    /** Names of request properties whose schema has this format. */
    Set<String> requestPropertiesOfFormat(String format) {
        Set<String> names = new TreeSet<>();
        operations().forEach(operation -> operation
                .json()
                .ifPresent(schema -> sample(schema, (name, leaf) -> {
                    if (leaf.path("format").asText().startsWith(format)) {
                        names.add(operation.name() + " " + name);
                    }
                    return "";
                })));
        return names;
    }

    /** Names of everything that a JSON body may have, wherever it is in it. */
    Set<String> requestProperties() {
        Set<String> names = new TreeSet<>();
        operations().forEach(operation -> operation
                .json()
                .ifPresent(schema -> sample(schema, (name, leaf) -> {
                    names.add(name);
                    return "";
                })));
        return names;
    }

    private JsonNode resolve(JsonNode node) {
        JsonNode at = node;
        while (at.has("$ref")) {
            at = root.at(at.path("$ref").asText().substring(1));
        }
        return at;
    }
}
