package org.tradepost.cli.productimport;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of an import.
 *
 * @param reasons why rows were refused, for the first of them, one line each
 */
public record ImportReport(
        long rows, long created, long updated, long refused, List<String> reasons, boolean reasonsTruncated) {
    private static final int SHOWN = 20;

    static ImportReport of(JsonNode answer) {
        List<String> reasons = new ArrayList<>();
        answer.path("reasons").forEach(reason -> {
            String sku = reason.path("sku").asText("");
            reasons.add("line " + reason.path("line").asLong() + (sku.isEmpty() ? "" : " (" + sku + ")") + ": "
                    + reason.path("reason").asText());
        });
        return new ImportReport(
                answer.path("rows").asLong(),
                answer.path("created").asLong(),
                answer.path("updated").asLong(),
                answer.path("refused").asLong(),
                reasons,
                answer.path("reasonsTruncated").asBoolean());
    }

    /** The report for people. */
    String text() {
        StringBuilder text = new StringBuilder(
                "%,d rows: %,d created, %,d updated, %,d refused%n".formatted(rows, created, updated, refused));
        reasons.stream()
                .limit(SHOWN)
                .forEach(reason -> text.append("  ").append(reason).append(System.lineSeparator()));
        if (reasonsTruncated || reasons.size() > SHOWN) {
            text.append("  and %,d more%n".formatted(refused - Math.min(SHOWN, reasons.size())));
        }
        return text.toString();
    }
}
