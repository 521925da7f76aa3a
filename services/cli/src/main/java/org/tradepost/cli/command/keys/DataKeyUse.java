package org.tradepost.cli.command.keys;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each service has encrypted, as {@code /api/v1/admin/data-keys/...} tells it.
 *
 * @param reports by service
 */
record DataKeyUse(Map<String, JsonNode> reports) {

    DataKeyUse {
        reports = new TreeMap<>(reports);
    }

    /** Whether every service encrypts with this key now. */
    boolean isCurrent(String keyId) {
        return reports.values().stream()
                .allMatch(report -> report.path("currentKeyId").asText().equals(keyId));
    }

    /** Values under this key, in all services. */
    long under(String keyId) {
        long values = 0;
        for (JsonNode report : reports.values()) {
            for (JsonNode key : report.path("keys")) {
                if (key.path("keyId").asText().equals(keyId)) {
                    values += key.path("values").asLong();
                }
            }
        }
        return values;
    }

    /** Values that are readable or under another key than this one, in all services. */
    long notUnder(String keyId) {
        long values = 0;
        for (JsonNode report : reports.values()) {
            values += report.path("readable").asLong();
            for (JsonNode key : report.path("keys")) {
                if (!key.path("keyId").asText().equals(keyId)) {
                    values += key.path("values").asLong();
                }
            }
        }
        return values;
    }
}
