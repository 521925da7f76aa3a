package org.tradepost.cli.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.tradepost.cli.ProgressReporter;
import org.tradepost.cli.client.Workers;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.ApiSession;
import org.tradepost.client.http.Persistence;

/** Products of the benchmark's own, with more stock than a run can sell. */
final class Shelf {
    static final int SIZE = 200;

    private static final long ENOUGH = 500_000;
    private static final long FULL = 1_000_000;
    private static final int CLIENTS = 8;

    private final List<String> skus =
            IntStream.range(0, SIZE).mapToObj("BENCH-%03d"::formatted).toList();
    private final ApiSession admin;
    private final Persistence persistence;

    private record Adjustment(long delta, String reason) {}

    Shelf(ApiSession admin) {
        this.admin = admin;
        this.persistence = new Persistence(admin.client());
    }

    List<String> skus() {
        return skus;
    }

    String random() {
        return skus.get(ThreadLocalRandom.current().nextInt(SIZE));
    }

    /** Creates what is missing and fills up what runs low. */
    void stock() {
        List<String> missing = new ArrayList<>();
        try (ProgressReporter progress = ProgressReporter.of("Stocking the shelf", SIZE)) {
            for (String sku : skus) {
                if (persistence.send(admin, ApiRequest.get(path(sku))).status() == 404) {
                    missing.add(sku);
                }
            }
            create(missing);
            Workers.forEach(CLIENTS, skus, sku -> {
                fill(sku);
                progress.advance(1);
            });
        }
    }

    private void create(List<String> missing) {
        if (missing.isEmpty()) {
            return;
        }
        StringBuilder csv = new StringBuilder("sku,name,description,category,price,currency,stockTracked\n");
        missing.forEach(sku -> csv.append(
                "%s,Shelf item %s,Made for measuring,Measuring,499,GBP,true%n".formatted(sku, sku.substring(6))));
        byte[] rows = csv.toString().getBytes(StandardCharsets.UTF_8);
        ApiRequest request =
                ApiRequest.post("/api/v1/product-imports", rows, "text/csv").withNewKey();
        persistence.send(admin, request).expect("Creating products", 200, 201);
    }

    private void fill(String sku) {
        long available = admin.fetch(path(sku) + "/stock", "Reading stock")
                .path("available")
                .asLong();
        if (available < ENOUGH) {
            ApiRequest request = ApiRequest.post(
                            path(sku) + "/stock-adjustments", new Adjustment(FULL - available, "Benchmark"))
                    .withNewKey();
            persistence.send(admin, request).expect("Putting stock in", 200, 201);
        }
    }

    static String path(String sku) {
        return "/api/v1/products/" + sku;
    }
}
