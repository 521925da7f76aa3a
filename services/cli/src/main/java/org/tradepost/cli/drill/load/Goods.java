package org.tradepost.cli.drill.load;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.ApiSession;
import org.tradepost.client.http.Persistence;

/** What is sold in a drill: plenty of most things, and a few that are soon sold out, for which the buyers race. */
public final class Goods {
    /** What there is of each scarce product. */
    public static final long SCARCE_STOCK = 40;

    private static final long PLENTY_STOCK = 1_000_000;
    private static final int ONE_IN = 6;

    private static final List<Product> PLENTY = IntStream.range(0, 40)
            .mapToObj(i -> new Product("DRILL-%02d".formatted(i), 199 + 37L * i, PLENTY_STOCK))
            .toList();
    private static final List<Product> SCARCE = IntStream.range(0, 12)
            .mapToObj(i -> new Product("DRILL-SCARCE-%02d".formatted(i), 999 + 100L * i, SCARCE_STOCK))
            .toList();

    private Goods() {}

    /** One product, its price in pence and what there is of it at the beginning. */
    public record Product(String sku, long priceMinor, long stock) {}

    private record Adjustment(long delta, String reason) {}

    public static List<Product> scarce() {
        return SCARCE;
    }

    static Product any(RandomGenerator random) {
        List<Product> shelf = random.nextInt(ONE_IN) == 0 ? SCARCE : PLENTY;
        return shelf.get(random.nextInt(shelf.size()));
    }

    /** Puts everything on the shelf. */
    static void stock(ApiSession admin) {
        Persistence persistence = new Persistence(admin.client());
        StringBuilder csv = new StringBuilder("sku,name,description,category,price,currency,stockTracked\n");
        all().forEach(product -> csv.append("%s,%s,Made for drills,Drills,%d,GBP,true%n"
                .formatted(product.sku(), product.sku(), product.priceMinor())));
        byte[] rows = csv.toString().getBytes(StandardCharsets.UTF_8);
        ApiRequest products =
                ApiRequest.post("/api/v1/product-imports", rows, "text/csv").withNewKey();
        persistence.send(admin, products).expect("Creating products", 200, 201);
        all().forEach(product -> {
            ApiRequest stock = ApiRequest.post(
                            "/api/v1/products/" + product.sku() + "/stock-adjustments",
                            new Adjustment(product.stock(), "Drill"))
                    .withNewKey();
            persistence.send(admin, stock).expect("Putting stock in", 200, 201);
        });
    }

    private static Stream<Product> all() {
        return Stream.concat(PLENTY.stream(), SCARCE.stream());
    }
}
