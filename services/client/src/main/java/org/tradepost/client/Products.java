package org.tradepost.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiRefusal;
import org.tradepost.client.http.ApiRequest;

/** The catalogue and its stock. */
public final class Products {
    private static final String PATH = "/api/v1/products";
    private static final int BATCH = 100;
    private static final int NOT_FOUND = 404;

    private final Calls calls;

    /**
     * A product to be.
     *
     * @param description may be null, as {@code category}
     * @param stockTracked null is true
     */
    public record NewProduct(
            String sku, String name, String description, String category, Money price, Boolean stockTracked) {

        public NewProduct(String sku, String name, Money price) {
            this(sku, name, null, null, price, null);
        }
    }

    /**
     * What a look-up says about one SKU.
     *
     * @param found when false, there is nothing more
     */
    public record LookedUp(
            String id,
            String sku,
            boolean found,
            String name,
            String description,
            String category,
            Money price,
            Boolean stockTracked,
            Long version) {

        private static LookedUp missing(String sku) {
            return new LookedUp(sku, sku, false, null, null, null, null, null, null);
        }

        private static LookedUp of(Product product) {
            return new LookedUp(
                    product.id(),
                    product.sku(),
                    true,
                    product.name(),
                    product.description(),
                    product.category(),
                    product.price(),
                    product.stockTracked(),
                    product.version());
        }
    }

    /**
     * @param onHand includes what is reserved
     * @param available {@code onHand} less {@code reserved}
     */
    public record Stock(String id, String sku, long onHand, long reserved, long available) {}

    private record Adjustment(long delta, String reason) {}

    private record Batch(List<LookedUp> items) {}

    Products(Calls calls) {
        this.calls = calls;
    }

    /** All of them, by SKU. */
    public Listing<Product> list() {
        return calls.list("Listing the products", PATH, Map.of(), Product.class);
    }

    /** The best hits first; the text may hold "phrases", {@code or} and {@code -words}. */
    public Listing<Product> search(String text) {
        return calls.list("Searching for products", PATH, Map.of("q", text), Product.class);
    }

    public Product get(String sku) {
        return calls.get("Reading a product", path(sku), Product.class);
    }

    /** The product, if there is one. */
    public Optional<Product> find(String sku) {
        try {
            return Optional.of(get(sku));
        } catch (ApiRefusal refusal) {
            if (refusal.status() != NOT_FOUND) {
                throw refusal;
            }
            return Optional.empty();
        }
    }

    /** One result for each SKU, in the order asked; 100 of them in a call. */
    public List<LookedUp> lookUp(List<String> skus) {
        List<LookedUp> results = new ArrayList<>(skus.size());
        for (int from = 0; from < skus.size(); from += BATCH) {
            List<String> batch = skus.subList(from, Math.min(skus.size(), from + BATCH));
            if (batch.size() == 1) {
                // A parameter that stands alone is read as a list with commas, which a SKU may have.
                String sku = batch.getFirst();
                results.add(find(sku).map(LookedUp::of).orElseGet(() -> LookedUp.missing(sku)));
            } else {
                String query = batch.stream()
                        .map(sku -> "skus=" + ApiClient.encoded(sku))
                        .collect(Collectors.joining("&", "?", ""));
                results.addAll(calls.get("Looking products up", PATH + query, Batch.class)
                        .items());
            }
        }
        return results;
    }

    public Product create(NewProduct product) {
        return calls.create("Creating a product", ApiRequest.post(PATH, product), Product.class);
    }

    /**
     * What is left out gets its default.
     *
     * @param version the product's when it was read; a refusal with status 412 when it has another by now
     */
    public Product replace(NewProduct product, long version) {
        ApiRequest request = ApiRequest.put(path(product.sku()), product).ifVersion(version);
        return calls.send("Changing a product", request, Product.class, 200);
    }

    /** Takes it out of the catalogue; what was sold of it stays. */
    public void delete(String sku, long version) {
        calls.send("Deleting a product", ApiRequest.delete(path(sku)).ifVersion(version));
    }

    public Stock stock(String sku) {
        return calls.get("Reading stock", path(sku) + "/stock", Stock.class);
    }

    /**
     * Adds to the stock on hand, or takes from it.
     *
     * @return the stock afterwards
     */
    public Stock adjustStock(String sku, long delta, String reason) {
        ApiRequest request = ApiRequest.post(path(sku) + "/stock-adjustments", new Adjustment(delta, reason));
        return calls.create("Adjusting the stock of " + sku, request, Stock.class);
    }

    private static String path(String sku) {
        return PATH + "/" + ApiClient.encoded(sku);
    }
}
