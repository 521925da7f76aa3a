package org.tradepost.cli.productimport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.client.InputFile;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.ApiResponse;
import org.tradepost.client.http.ApiSession;

/** Streams products to the import API; memory stays constant whatever the file's size. */
public final class ProductImport {
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    private final ApiSession session;

    public ProductImport(ApiSession session) {
        this.session = session;
    }

    /** Imports a file, plain or gzipped; what the API answered. */
    public ImportReport send(Path file) {
        try (InputFile input = InputFile.open(file, "Importing " + file.getFileName())) {
            return send(input.content(), contentType(file.getFileName().toString()));
        } catch (IOException e) {
            throw new CommandFailure("Importing " + file + " broke off: " + e.getMessage(), e);
        }
    }

    /** Imports CSV with a header line. */
    public ImportReport sendCsv(InputStream rows) {
        try {
            return send(rows, CSV);
        } catch (IOException e) {
            throw new CommandFailure("The import broke off: " + e.getMessage(), e);
        }
    }

    private ImportReport send(InputStream rows, String contentType) throws IOException {
        ApiRequest request =
                ApiRequest.post("/api/v1/product-imports", null, contentType).withNewKey();
        ApiResponse response = session.sendStream(request, rows);
        // A file of which no row was good is refused as a whole, with the same report in the problem.
        boolean allRefused =
                response.status() == 422 && response.json().path("refused").asLong() > 0;
        return ImportReport.of((allRefused ? response : response.expect("The import", 200, 201)).json());
    }

    private static String contentType(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String plain = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
        return plain.endsWith(".ndjson") || plain.endsWith(".jsonl") || plain.endsWith(".json") ? NDJSON : CSV;
    }
}
