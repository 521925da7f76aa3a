package org.tradepost.orders.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import org.tradepost.shared.rest.Json;

/** The published OpenAPI document of this service, read from where it is published. */
public final class Contract {

    private static final JsonNode OPENAPI = readOpenApi();

    private Contract() {}

    public static JsonNode openApi() {
        return OPENAPI;
    }

    /** What is wrong with a document that should be one of the schemas of the OpenAPI document. */
    public static Set<ValidationMessage> check(String schema, JsonNode document) {
        ObjectNode reference = Json.mapper().createObjectNode();
        reference.put("$ref", "#/components/schemas/" + schema);
        reference.set("components", OPENAPI.get("components"));
        return compile(reference).validate(document);
    }

    private static JsonSchema compile(JsonNode schema) {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema, config);
    }

    private static JsonNode readOpenApi() {
        try {
            return new YAMLMapper()
                    .readTree(Path.of("contracts", "openapi.yaml").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
