package org.tradepost.gateway.contracts.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The public API document in both its forms, made once from the contracts inside the application. */
@SuppressWarnings("ArrayRecordComponent") // never compared, only sent
public record PublishedContract(byte[] yaml, byte[] json) {

    /** The services whose contracts must be there. */
    public static final List<String> SERVICES = List.of("users", "catalog", "orders", "payments", "gateway");

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build());
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads and merges the contracts on the class path. */
    public static PublishedContract load() {
        try {
            return of(document());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode document() throws IOException {
        Map<String, JsonNode> contracts = new LinkedHashMap<>();
        for (String service : SERVICES) {
            contracts.put(service, read(service));
        }
        return MergeContracts.merge(contracts.get("gateway").path("info"), contracts);
    }

    private static PublishedContract of(ObjectNode document) throws IOException {
        return new PublishedContract(YAML.writeValueAsBytes(document), JSON.writeValueAsBytes(document));
    }

    private static JsonNode read(String service) throws IOException {
        String resource = "/openapi-contracts/" + service + "/openapi.yaml";
        try (InputStream contract = PublishedContract.class.getResourceAsStream(resource)) {
            if (contract == null) {
                throw new IOException("The contract of " + service + " is missing");
            }
            return YAML.readTree(contract);
        }
    }
}
