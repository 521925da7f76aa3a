package org.tradepost.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.shared.testkit.AsyncApi;

/**
 * The document is AsyncAPI 3.0, by the JSON Schema that the AsyncAPI initiative publishes for it, the Kafka bindings included.
 * {@link NodePackages npm} brings it.
 */
class AsyncApiSpecificationIT {

    /** The one for validators that do not look into {@code $id}s of subschemas. */
    private static final String SCHEMA = "@asyncapi/specs/schemas/3.0.0-without-$id.json";

    private static JsonSchema specification;

    @BeforeAll
    static void fetchTheSchema() throws Exception {
        specification = JsonSchemaFactory.getInstance(VersionFlag.V7)
                .getSchema(ContractFiles.JSON.readTree(
                        Files.readString(NodePackages.installed().resolve(SCHEMA))));
    }

    @Test
    void theDocumentIsValid() {
        assertThat(specification.validate(AsyncApi.published().document())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', contents",
        "/info, titel",
        "/channels/orders, adress",
        "/operations/orders-send-orders, verb",
        "/components/messages/order-placed.v1, contenttype",
        "/components/messageTraits/event/bindings/kafka, keys",
        "/components/channelBindings/topic/kafka/topicConfiguration, retention.ms",
    })
    void whatIsNotAsSpecifiedIsRefused(String parent, String field) {
        JsonNode document = AsyncApi.published().document();
        ((ObjectNode) document.at(parent)).put(field, "x");

        assertThat(specification.validate(document)).isNotEmpty();
    }
}
