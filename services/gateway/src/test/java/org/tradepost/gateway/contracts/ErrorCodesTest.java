package org.tradepost.gateway.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.GatewayError;

/** Every code that the gateway gives is in its contract, and no other is. */
class ErrorCodesTest {

    private static final Pattern COMMON = Pattern.compile("CommonError\\.([A-Z][A-Z_]+)");

    @Test
    void theContractNamesExactlyTheCodesThatTheGatewayGives() throws IOException {
        Set<String> given = new TreeSet<>();
        for (GatewayError error : GatewayError.values()) {
            given.add(error.name());
        }
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                COMMON.matcher(Files.readString(file)).results().forEach(match -> given.add(match.group(1)));
            }
        }
        assertThat(documented()).containsExactlyInAnyOrderElementsOf(given);
    }

    private static Set<String> documented() throws IOException {
        JsonNode codes = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("contracts", "openapi.yaml").toFile())
                .at("/components/schemas/GatewayProblem/properties/code/examples");
        Set<String> names = new TreeSet<>();
        codes.forEach(code -> names.add(code.asText()));
        return names;
    }
}
