package org.tradepost.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The services' OpenAPI documents, and what they say about a request. Schemas of OpenAPI 3.1 are JSON Schema 2020-12. */
final class OpenApi {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private static final List<OpenApi> ALL = List.of(of("users"), of("catalog"), of("orders"), of("payments"));

    private final JsonNode document;

    /** One method of one path. */
    record Operation(OpenApi api, JsonNode path, JsonNode node) {
        String id() {
            return node.path("operationId").asText();
        }

        /** The first status that is no refusal. */
        int status() {
            return Integer.parseInt(node.path("responses").fieldNames().next());
        }

        /** The schema of the body of that answer; missing when there is none. */
        JsonNode answer() {
            JsonNode response = api.resolved(node.path("responses").path(String.valueOf(status())));
            return response.path("content").path("application/json").path("schema");
        }

        Set<String> parameters(String in, boolean requiredOnly) {
            Set<String> names = new TreeSet<>();
            for (JsonNode list : List.of(path.path("parameters"), node.path("parameters"))) {
                for (JsonNode entry : list) {
                    JsonNode parameter = api.resolved(entry);
                    boolean wanted = !requiredOnly || parameter.path("required").asBoolean();
                    if (wanted && parameter.path("in").asText().equals(in)) {
                        names.add(parameter.path("name").asText());
                    }
                }
            }
            return names;
        }

        JsonNode body() {
            return node.path("requestBody")
                    .path("content")
                    .path("application/json")
                    .path("schema");
        }
    }

    private OpenApi(JsonNode document) {
        this.document = document;
    }

    static OpenApi of(String service) {
        try {
            return new OpenApi(YAML.readTree(
                    Path.of("..", service, "contracts", "openapi.yaml").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The operation of a request, whichever service has it. */
    static Operation operation(String method, String path) {
        for (OpenApi api : ALL) {
            for (var entry : api.document.path("paths").properties()) {
                JsonNode operation = entry.getValue().path(method.toLowerCase(Locale.ROOT));
                if (matches(entry.getKey(), path) && operation.isObject()) {
                    return new Operation(api, entry.getValue(), operation);
                }
            }
        }
        throw new AssertionError("no service documents " + method + " " + path);
    }

    private static boolean matches(String template, String path) {
        String[] expected = template.split("/", -1);
        String[] actual = path.split("/", -1);
        return expected.length == actual.length
                && IntStream.range(0, actual.length)
                        .allMatch(i -> expected[i].startsWith("{") || expected[i].equals(actual[i]));
    }

    /** The names of a schema's members; a nested one is named by its path, with * for the items of an array. */
    Set<String> members(String... path) {
        JsonNode schema = document.path("components").path("schemas").path(path[0]);
        for (String member : Arrays.copyOfRange(path, 1, path.length)) {
            JsonNode found = resolved(schema).path("properties").path(member);
            schema = found.has("items") ? found.path("items") : found;
        }
        Set<String> names = new TreeSet<>();
        collect(schema, names);
        return names;
    }

    private void collect(JsonNode node, Set<String> names) {
        JsonNode schema = resolved(node);
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        schema.path("allOf").forEach(part -> collect(part, names));
    }

    JsonNode resolved(JsonNode node) {
        JsonNode current = node;
        while (current.has("$ref") && !current.has("properties")) {
            current = document.at(current.path("$ref").asText().substring(1));
        }
        return current;
    }

    /** What is wrong with a value; empty when nothing is. */
    Set<ValidationMessage> check(JsonNode schema, JsonNode value) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("components", document.path("components"));
        whole.set("allOf", JsonNodeFactory.instance.arrayNode().add(schema));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(whole, STRICT)
                .validate(value);
    }
}
