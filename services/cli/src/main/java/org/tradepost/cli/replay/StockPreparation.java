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
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.ProgressReporter;
import org.tradepost.cli.client.Workers;
import org.tradepost.client.Money;
import org.tradepost.client.Products;
import org.tradepost.client.TradepostClient;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.ApiSession;
import org.tradepost.client.http.Json;
import org.tradepost.client.http.Persistence;

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

    private final ApiSession session;
    private final Persistence persistence;
    private final Products products;
    private final int clients;

    StockPreparation(ApiSession session, int clients) {
        this.session = session;
        this.persistence = new Persistence(session.client());
        this.products = TradepostClient.of(session).products();
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
            Workers.forEach(clients, batches(skus), batch -> {
                for (Products.LookedUp product : products.lookUp(batch)) {
                    if (product.found()) {
                        known.put(product.sku(), product.stockTracked());
                    }
                }
                progress.advance(batch.size());
            });
        }
        return known;
    }

    private static List<List<String>> batches(Set<String> skus) {
        List<String> all = List.copyOf(skus);
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
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
            rows.writeBytes(Json.bytes(new Products.NewProduct(
                    sku,
                    sold.name(),
                    sold.name(),
                    service ? "Services" : "Imported",
                    new Money(sold.pence(), "GBP"),
                    !service)));
            rows.write('\n');
        }
        ApiRequest request = ApiRequest.post("/api/v1/product-imports", rows.toByteArray(), "application/x-ndjson")
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
        long available = products.stock(sku).available();
        if (needed > available) {
            products.adjustStock(sku, needed - available, "Replay of invoices");
        }
    }
}
