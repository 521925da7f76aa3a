package org.tradepost.catalog.productimport.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import org.tradepost.catalog.productimport.control.FileLines.Line;
import org.tradepost.catalog.productimport.entity.ImportRow;
import org.tradepost.catalog.productimport.entity.RefusedFile;
import org.tradepost.shared.rest.Json;

/** The records of a file with one JSON object on each line. */
final class NdjsonRows implements ImportRows {

    private static final ObjectReader RECORDS = Json.mapper().readerFor(Fields.class);

    private final FileLines lines;
    private Line first;

    /**
     * One object.
     *
     * @param price minor units, with the currency beside it, or an object with both as the API has it
     */
    record Fields(
            String sku,
            String name,
            String description,
            String category,
            JsonNode price,
            String currency,
            Boolean stockTracked,
            Long stock) {}

    /**
     * @throws RefusedFile when there is no line
     */
    NdjsonRows(FileLines lines) throws IOException, RefusedFile {
        this.lines = lines;
        this.first = nextLine();
        if (first == null) {
            throw new RefusedFile("The file is empty");
        }
    }

    @Override
    public ImportRow next() throws IOException {
        Line line = first != null ? first : nextLine();
        first = null;
        if (line == null) {
            return null;
        }
        if (line.tooLong()) {
            return ImportRow.Refused.of(
                    line.number(), null, "the line is longer than " + FileLines.MAX_LENGTH + " characters");
        }
        try {
            Fields fields = RECORDS.readValue(line.text());
            return fields == null
                    ? ImportRow.Refused.of(line.number(), null, "the line is not a JSON object")
                    : row(line.number(), fields);
        } catch (UnrecognizedPropertyException e) {
            return ImportRow.Refused.of(line.number(), null, "the object has an unknown field");
        } catch (JsonProcessingException e) {
            return ImportRow.Refused.of(
                    line.number(), null, "the line is not a JSON object with fields of the right types");
        }
    }

    private Line nextLine() throws IOException {
        Line line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        return line;
    }

    private static ImportRow row(long line, Fields fields) {
        JsonNode price = fields.price();
        JsonNode amount = price != null && price.isObject() ? price.get("amount") : price;
        JsonNode currency = price != null && price.isObject() ? price.get("currency") : null;
        return new RowFields(
                        fields.sku(),
                        fields.name(),
                        fields.description(),
                        fields.category(),
                        amount == null || amount.isNull() ? null : amount.toString(),
                        currency == null ? fields.currency() : currency.asText(),
                        fields.stockTracked() == null
                                ? null
                                : fields.stockTracked().toString(),
                        fields.stock() == null ? null : fields.stock().toString())
                .toRow(line);
    }
}
