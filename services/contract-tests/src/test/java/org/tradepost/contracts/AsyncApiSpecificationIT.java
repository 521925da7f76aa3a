package org.tradepost.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.shared.testkit.AsyncApi;

/**
 * The document is AsyncAPI 3.0, by the JSON Schema that the AsyncAPI initiative publishes for it, the Kafka bindings included. That
 * comes from npm; without npm these tests are skipped, unless TRADEPOST_REQUIRE_NODE is set.
 */
class AsyncApiSpecificationIT {

    /** The one for validators that do not look into {@code $id}s of subschemas. */
    private static final String SCHEMA = "node_modules/@asyncapi/specs/schemas/3.0.0-without-$id.json";

    private static JsonSchema specification;

    @BeforeAll
    static void fetchTheSchema(@TempDir Path scratch) throws Exception {
        if (System.getenv("TRADEPOST_REQUIRE_NODE") == null) {
            assumeTrue(isPresent("npm"), "npm is needed for these tests; TRADEPOST_REQUIRE_NODE makes that an error");
        }
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(Path.of("src/test/node", file), scratch.resolve(file));
        }
        Path log = scratch.resolve("npm.log");
        int status = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(log)).isZero();
        specification = JsonSchemaFactory.getInstance(VersionFlag.V7)
                .getSchema(ContractFiles.JSON.readTree(Files.readString(scratch.resolve(SCHEMA))));
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

    private static boolean isPresent(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
