package org.tradepost.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events of today keep what the last release promised about them. */
class ReleasedContractsTest {

    private static final String CONFIRMED = "services/orders/contracts/events/order-confirmed.v1.schema.json";

    private final Map<String, JsonNode> released = ContractFiles.released();
    private final Map<String, JsonNode> current = new TreeMap<>(ContractFiles.current());

    @Test
    void nothingPromisedIsBroken() {
        assertThat(released).isNotEmpty();
        assertThat(ReleasedContracts.findings(released, current)).isEmpty();
    }

    @Test
    void aBrokenPromiseIsFoundInARealSchema() {
        ObjectNode changed = released.get(CONFIRMED).deepCopy();
        ((ObjectNode) changed.at("/properties/data/properties")).remove("userId");
        current.put(CONFIRMED, changed);

        assertThat(ReleasedContracts.findings(released, current))
                .singleElement()
                .asString()
                .contains("order-confirmed.v1", "/data/userId", "OLD");
    }

    @Test
    void aTypeEndsOnlyAReleaseAfterItWasMarkedDeprecated() {
        current.remove(CONFIRMED);
        assertThat(ReleasedContracts.findings(released, current))
                .singleElement()
                .asString()
                .contains("is gone");

        Map<String, JsonNode> marked = new TreeMap<>(released);
        marked.put(CONFIRMED, ((ObjectNode) released.get(CONFIRMED).deepCopy()).put("deprecated", true));
        assertThat(ReleasedContracts.findings(marked, current)).isEmpty();
    }

    @Test
    void aNewVersionIsFreeButHasToBeComparable() {
        String next = CONFIRMED.replace(".v1.", ".v2.");
        ObjectNode schema = released.get(CONFIRMED).deepCopy();
        current.put(next, schema);
        ((ObjectNode) schema.at("/properties/data/properties")).remove("userId");
        assertThat(ReleasedContracts.findings(released, current)).isEmpty();

        schema.putArray("allOf");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReleasedContracts.findings(released, current))
                .withMessageContaining("allOf");
    }

    @Test
    void aReleaseTakesTheContractsThatThereAreAndForgetsOthers(@TempDir Path root) throws Exception {
        Path contracts = root.resolve("services/orders/contracts");
        Files.createDirectories(contracts.resolve("events"));
        Files.createDirectories(contracts.resolve("released"));
        Files.writeString(contracts.resolve("events/a.v2.schema.json"), "{}");
        Files.writeString(contracts.resolve("released/a.v1.schema.json"), "{}");
        Path shared = Files.createDirectories(root.resolve("services/shared/audit/contracts/events"));
        Files.writeString(shared.resolve("b.v1.schema.json"), "{}");
        Path grpc = Files.createDirectories(contracts.resolve("grpc/orders/v1"));
        Files.writeString(grpc.resolve("orders.proto"), "");

        int status = new ProcessBuilder(
                        Path.of("release-contracts").toAbsolutePath().toString(), root.toString())
                .inheritIO()
                .start()
                .waitFor();

        assertThat(status).isZero();
        assertThat(contracts.resolve("released")).isDirectoryNotContaining("glob:**a.v1*");
        assertThat(contracts.resolve("released/a.v2.schema.json")).exists();
        assertThat(shared.resolveSibling("released/b.v1.schema.json")).exists();
        assertThat(contracts.resolve("grpc-released/orders/v1/orders.proto")).exists();
    }
}
