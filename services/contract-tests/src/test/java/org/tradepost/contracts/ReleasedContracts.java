package org.tradepost.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What has become of the event schemas since they were released. */
final class ReleasedContracts {

    private ReleasedContracts() {}

    /**
     * What is wrong with the current schemas, in words; both maps have paths for keys.
     *
     * @throws IllegalArgumentException for a schema that cannot be compared
     */
    static List<String> findings(Map<String, JsonNode> released, Map<String, JsonNode> current) {
        List<String> findings = new ArrayList<>();
        released.forEach((path, before) -> {
            JsonNode now = current.get(path);
            if (now != null) {
                Compatibility.between(before, now).forEach(found -> findings.add(path + ": " + found));
            } else if (!before.path("deprecated").asBoolean()) {
                findings.add(path + " is gone, and no release has marked it deprecated");
            }
        });
        // One that is new has nothing to be compared with, but will have.
        current.values().forEach(schema -> Compatibility.between(schema, schema));
        return findings;
    }
}
