package org.tradepost.cli.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.client.InputFile;

/** Reads an export of invoice lines, plain or gzipped, into memory; a file that cannot be read whole is refused whole. */
final class InvoiceFile {
    private static final String INVOICE = "InvoiceNo";
    private static final String SKU = "StockCode";
    private static final String DESCRIPTION = "Description";
    private static final String QUANTITY = "Quantity";
    private static final String PRICE = "UnitPrice";
    private static final String CUSTOMER = "CustomerID";
    private static final String COUNTRY = "Country";
    private static final List<String> COLUMNS = List.of(INVOICE, SKU, DESCRIPTION, QUANTITY, PRICE, CUSTOMER, COUNTRY);
    private static final ObjectReader ROWS = new CsvMapper()
            .readerFor(String[].class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .with(CsvParser.Feature.SKIP_EMPTY_LINES);
    private static final String UNKNOWN_COUNTRY = "Unspecified";
    private static final int CHANNEL_HASH_DIGITS = 12;
    private static final int MAX_MINOR_DIGITS = 15;

    private final Path file;
    private final Map<String, Invoice> invoices = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Long> prices = new LinkedHashMap<>();
    private final Map<String, String> interned = new HashMap<>();
    private Map<String, Integer> positions;
    private long line = 1;

    private InvoiceFile(Path file) {
        this.file = file;
    }

    static InvoiceBook read(Path file) {
        return new InvoiceFile(file).read();
    }

    private InvoiceBook read() {
        MessageDigest digest = sha256();
        try (InputFile input = InputFile.open(file, "Reading " + file.getFileName());
                InputStream content = new BufferedInputStream(new DigestInputStream(input.content(), digest), 1 << 16);
                MappingIterator<String[]> rows = ROWS.readValues(content)) {
            if (!rows.hasNextValue()) {
                throw new CommandFailure(file + " is empty");
            }
            positions = header(rows.nextValue());
            while (rows.hasNextValue()) {
                take(rows.nextValue());
            }
        } catch (JsonProcessingException e) {
            throw broken("not readable as CSV: " + e.getOriginalMessage());
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure("Cannot read " + file + ": " + e.getMessage());
        }
        if (invoices.isEmpty()) {
            throw new CommandFailure(file + " has a header but no invoice");
        }
        String hash = HexFormat.of().formatHex(digest.digest()).substring(0, CHANNEL_HASH_DIGITS);
        return new InvoiceBook("replay-" + hash, new ArrayList<>(invoices.values()), products());
    }

    private Map<String, Integer> header(String[] row) {
        Map<String, Integer> found = new HashMap<>();
        for (int i = 0; i < row.length; i++) {
            found.put(row[i].replace("\uFEFF", "").strip(), i);
        }
        List<String> missing =
                COLUMNS.stream().filter(name -> !found.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new CommandFailure(
                    file + " is no invoice export: its first line lacks " + String.join(", ", missing));
        }
        return found;
    }

    private void take(String[] row) {
        line++;
        if (row.length != positions.size()) {
            throw broken("has " + row.length + " fields instead of " + positions.size());
        }
        String number = intern(cell(row, INVOICE));
        if (number.isEmpty()) {
            throw broken("has no invoice number");
        }
        Invoice invoice = invoices.computeIfAbsent(number, key -> new Invoice(key, country(row)));
        long quantity = quantity(cell(row, QUANTITY));
        BigDecimal price = price(cell(row, PRICE));
        SkipReason.of(number, quantity, price)
                .ifPresentOrElse(invoice::skip, () -> sell(invoice, row, quantity, price));
    }

    private String country(String[] row) {
        String country = cell(row, COUNTRY);
        return country.isBlank() ? UNKNOWN_COUNTRY : intern(country);
    }

    private void sell(Invoice invoice, String[] row, long quantity, BigDecimal price) {
        String sku = intern(cell(row, SKU));
        if (sku.isBlank()) {
            throw broken("has no stock code");
        }
        BigDecimal minor = price.movePointRight(2);
        if (minor.precision() - minor.scale() > MAX_MINOR_DIGITS) {
            throw broken("has a price out of range");
        }
        long pence = minor.longValueExact();
        invoice.sell(new SoldLine(sku, quantity, pence));
        invoice.nameCustomer(intern(cell(row, CUSTOMER).strip()));
        prices.putIfAbsent(sku, pence);
        String description = cell(row, DESCRIPTION).strip();
        if (!description.isEmpty()) {
            names.putIfAbsent(sku, description);
        }
    }

    private Map<String, InvoiceBook.SoldProduct> products() {
        Map<String, InvoiceBook.SoldProduct> products = new LinkedHashMap<>();
        prices.forEach((sku, pence) ->
                products.put(sku, new InvoiceBook.SoldProduct(names.getOrDefault(sku, sku.strip()), pence)));
        return products;
    }

    private String cell(String[] row, String column) {
        return row[positions.get(column)];
    }

    /** Half a million rows repeat a few thousand codes: one copy of each is kept. */
    private String intern(String value) {
        return interned.computeIfAbsent(value, key -> key);
    }

    private long quantity(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw broken("quantity \"" + shortened(text) + "\" is not a whole number");
        }
    }

    private BigDecimal price(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw broken("price \"" + shortened(text) + "\" is not a number");
        }
    }

    private CommandFailure broken(String what) {
        return new CommandFailure(file + ", row " + line + " " + what + "; nothing was placed");
    }

    private static String shortened(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "...";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
