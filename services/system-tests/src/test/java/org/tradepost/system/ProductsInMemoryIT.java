package org.tradepost.system;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Catalog shows products from memory, nearly always: it knows at any time that it has heard of every change. */
@Tag("local")
class ProductsInMemoryIT {

    /** They take longer than two looks at the topic, between which what is kept is good, too. */
    private static final int READS = 200;

    @Test
    void whatIsReadAgainComesFromMemory() {
        Api catalog = Api.anonymous().at(Inside.portOf("catalog"));
        String path = "/api/v1/products/" + Shop.product(1000, 5);
        Eventually.holds("nine of ten are found", () -> {
            double before = hits();
            for (int i = 0; i < READS; i++) {
                catalog.get(path).expect(200);
            }
            return hits() - before >= READS * 0.9;
        });
    }

    private static double hits() {
        return Guarding.metric("catalog", "cache_requests_total", "cache=\"products\"", "result=\"hit\"");
    }
}
