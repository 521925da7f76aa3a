package org.tradepost.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.ProgressReporter;
import org.tradepost.cli.client.ApiClient;
import org.tradepost.cli.client.ApiRequest;
import org.tradepost.cli.client.ApiSession;
import org.tradepost.cli.client.Json;
import org.tradepost.cli.client.Persistence;
import org.tradepost.cli.client.Workers;

/**
 * Makes sure that every product of the invoices exists and has the stock they need. Postage, fees and other services of
 * the retailer are created as not stock-tracked; products that exist already are taken as they are.
 */
final class StockPreparation {
    /** The dataset's codes for what is charged without being counted. */
    static final Set<String> SERVICES =
            Set.of("POST", "DOT", "C2", "M", "m", "D", "S", "B", "BANK CHARGES", "AMAZONFEE", "CRUK");

    private static final int BATCH = 100;
    private static final int IMPORT_BATCH = 1_000;
    private static final String DOING = "Preparing the catalogue";

    private final ApiSession session;
    private final Persistence persistence;
    private final int clients;

    private record Product(
            String sku, String name, String description, String category, Price price, boolean stockTracked) {}

    private record Price(long amount, String currency) {}

    private record Adjustment(long delta, String reason) {}

    StockPreparation(ApiSession session, int clients) {
        this.session = session;
        this.persistence = new Persistence(session.client());
        this.clients = clients;
    }

    /** Creates what is missing, then puts in what these invoices need beyond what is available. */
    void prepare(Collection<Invoice> invoices, InvoiceBook book) {
        Map<String, Long> needed = new TreeMap<>();
        invoices.forEach(
                invoice -> invoice.lines().forEach(line -> needed.merge(line.sku(), line.quantity(), Math::addExact)));
        if (needed.isEmpty()) {
            return;
        }
        Map<String, Boolean> tracked = known(needed.keySet());
        Map<String, InvoiceBook.SoldProduct> missing = new LinkedHashMap<>();
        needed.keySet().stream()
                .filter(sku -> !tracked.containsKey(sku))
                .forEach(sku -> missing.put(sku, book.products().get(sku)));
        create(missing);
        missing.keySet().forEach(sku -> tracked.put(sku, !SERVICES.contains(sku)));
        List<String> toFill = needed.keySet().stream().filter(tracked::get).toList();
        try (ProgressReporter progress = ProgressReporter.of("Putting stock in", toFill.size())) {
            Workers.forEach(clients, toFill, sku -> {
                fill(sku, needed.get(sku));
                progress.advance(1);
            });
        }
    }

    /** The SKUs that exist, each with whether its stock is counted. */
    private Map<String, Boolean> known(Set<String> skus) {
        Map<String, Boolean> known = new ConcurrentHashMap<>();
        try (ProgressReporter progress = ProgressReporter.of("Looking products up", skus.size())) {
            Workers.forEach(clients, batches(skus, BATCH), batch -> {
                if (batch.size() == 1) {
                    lookUpOne(batch.getFirst(), known);
                } else {
                    lookUp(batch, known);
                }
                progress.advance(batch.size());
            });
        }
        return known;
    }

    private void lookUp(List<String> batch, Map<String, Boolean> known) {
        String list = batch.stream().map(ApiClient::encoded).collect(Collectors.joining(","));
        session.fetch("/api/v1/products?skus=" + list, DOING).path("items").forEach(item -> add(item, known));
    }

    private void lookUpOne(String sku, Map<String, Boolean> known) {
        var response = persistence.send(session, ApiRequest.get("/api/v1/products/" + ApiClient.encoded(sku)));
        if (response.expect(DOING, 200, 404).status() == 200) {
            add(response.json(), known);
        }
    }

    private static void add(JsonNode product, Map<String, Boolean> known) {
        if (product.hasNonNull("price")) {
            known.put(product.path("sku").asText(), product.path("stockTracked").asBoolean(true));
        }
    }

    /** A list of SKUs is separated by commas, so one that has a comma is asked for alone. */
    private static List<List<String>> batches(Set<String> skus, int size) {
        List<List<String>> batches = new ArrayList<>();
        List<String> batch = new ArrayList<>();
        for (String sku : skus) {
            if (sku.indexOf(',') >= 0) {
                batches.add(List.of(sku));
                continue;
            }
            batch.add(sku);
            if (batch.size() == size) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private void create(Map<String, InvoiceBook.SoldProduct> missing) {
        List<String> skus = List.copyOf(missing.keySet());
        try (ProgressReporter progress = ProgressReporter.of("Creating products", skus.size())) {
            for (int from = 0; from < skus.size(); from += IMPORT_BATCH) {
                List<String> batch = skus.subList(from, Math.min(skus.size(), from + IMPORT_BATCH));
                importBatch(batch, missing);
                progress.advance(batch.size());
            }
        }
    }

    private void importBatch(List<String> skus, Map<String, InvoiceBook.SoldProduct> products) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        for (String sku : skus) {
            InvoiceBook.SoldProduct sold = products.get(sku);
            boolean service = SERVICES.contains(sku);
            rows.writeBytes(Json.bytes(new Product(
                    sku,
                    sold.name(),
                    sold.name(),
                    service ? "Services" : "Imported",
                    new Price(sold.pence(), "GBP"),
                    !service)));
            rows.write('\n');
        }
        ApiRequest request = new ApiRequest(
                        "POST", "/api/v1/product-imports", rows.toByteArray(), "application/x-ndjson", null, 0)
                .withNewKey();
        JsonNode report = persistence
                .send(session, request)
                .expect("Creating products", 200, 201)
                .json();
        if (report.path("refused").asLong() > 0) {
            JsonNode first = report.path("reasons").path(0);
            throw new CommandFailure("The catalogue refused product '"
                    + first.path("sku").asText() + "': " + first.path("reason").asText());
        }
    }

    private void fill(String sku, long needed) {
        String path = "/api/v1/products/" + ApiClient.encoded(sku);
        long available = session.fetch(path + "/stock", "Reading stock")
                .path("available")
                .asLong();
        if (needed > available) {
            ApiRequest request = ApiRequest.post(
                            path + "/stock-adjustments", new Adjustment(needed - available, "Replay of invoices"))
                    .withNewKey();
            persistence.send(session, request).expect("Putting stock in for " + sku, 200, 201);
        }
    }
}
