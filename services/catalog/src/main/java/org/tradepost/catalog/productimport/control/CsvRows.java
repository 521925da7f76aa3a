package org.tradepost.catalog.productimport.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tradepost.catalog.productimport.control.FileLines.Line;
import org.tradepost.catalog.productimport.entity.ImportRow;
import org.tradepost.catalog.productimport.entity.RefusedFile;

/**
 * The records of a CSV file with a header. A record that is not in order costs its first line only: reading goes on with the next
 * line, so that a quote too many does not swallow the rest of the file.
 */
final class CsvRows implements ImportRows {

    private static final List<String> COLUMNS =
            List.of("sku", "name", "description", "category", "price", "currency", "stockTracked", "stock");
    private static final List<String> REQUIRED = List.of("sku", "name", "price", "currency");
    private static final ObjectReader FIELDS = new CsvMapper().readerFor(String[].class);

    private final FileLines lines;
    private final Map<String, Integer> columns = new LinkedHashMap<>();

    /**
     * Reads the header.
     *
     * @throws RefusedFile without a header that names the required columns and no unknown ones
     */
    CsvRows(FileLines lines) throws IOException, RefusedFile {
        this.lines = lines;
        Line header = lines.next();
        while (header != null && header.isBlank()) {
            header = lines.next();
        }
        if (header == null) {
            throw new RefusedFile("The file is empty");
        }
        if (header.tooLong() || new QuoteScan().take(header.text()) != QuoteScan.State.COMPLETE) {
            throw new RefusedFile("The first line is no header");
        }
        String[] names = FIELDS.readValue(header.text());
        for (int i = 0; i < names.length; i++) {
            String name = names[i].trim();
            if (!COLUMNS.contains(name)) {
                throw new RefusedFile("Unknown column in the header; known are " + String.join(",", COLUMNS));
            }
            if (columns.put(name, i) != null) {
                throw new RefusedFile("The header names the column " + name + " twice");
            }
        }
        if (!columns.keySet().containsAll(REQUIRED)) {
            throw new RefusedFile("The header must name the columns " + String.join(",", REQUIRED));
        }
    }

    @Override
    public ImportRow next() throws IOException {
        Line first = lines.next();
        while (first != null && first.isBlank()) {
            first = lines.next();
        }
        if (first == null) {
            return null;
        }
        if (first.tooLong()) {
            return ImportRow.Refused.of(
                    first.number(), null, "the line is longer than " + FileLines.MAX_LENGTH + " characters");
        }
        String record = record(first);
        return record == null
                ? ImportRow.Refused.of(first.number(), null, "the quotes of the row are not in order")
                : row(first.number(), record);
    }

    /** The record that begins with the line, or null, with the lines behind the first given back, when there is none. */
    private String record(Line first) throws IOException {
        QuoteScan scan = new QuoteScan();
        QuoteScan.State state = scan.take(first.text());
        StringBuilder record = new StringBuilder(first.text());
        List<Line> more = new ArrayList<>();
        while (state == QuoteScan.State.OPEN) {
            Line line = lines.next();
            if (line == null) {
                break;
            }
            more.add(line);
            if (line.tooLong() || record.length() + line.text().length() >= FileLines.MAX_LENGTH) {
                break;
            }
            record.append('\n').append(line.text());
            state = scan.take(line.text());
        }
        if (state == QuoteScan.State.COMPLETE) {
            return record.toString();
        }
        lines.giveBack(more);
        return null;
    }

    private ImportRow row(long line, String record) throws IOException {
        String[] fields;
        try {
            fields = FIELDS.readValue(record);
        } catch (JsonProcessingException e) {
            return ImportRow.Refused.of(line, null, "the row is not CSV");
        }
        if (fields.length != columns.size()) {
            return ImportRow.Refused.of(
                    line, null, "the row has " + fields.length + " columns, the header " + columns.size());
        }
        return new RowFields(
                        field(fields, "sku"),
                        field(fields, "name"),
                        field(fields, "description"),
                        field(fields, "category"),
                        field(fields, "price"),
                        field(fields, "currency"),
                        field(fields, "stockTracked"),
                        field(fields, "stock"))
                .toRow(line);
    }

    private String field(String[] fields, String column) {
        Integer index = columns.get(column);
        return index == null ? null : fields[index];
    }
}
