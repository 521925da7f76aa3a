package org.tradepost.orders.checkout.control;

import java.util.Collection;
import java.util.Map;
import org.tradepost.shared.money.Money;

/** Products, as placing an order needs them. */
public interface ProductCatalog {

    /** What is for sale under a SKU. */
    record Product(String sku, String name, Money price) {}

    /**
     * Looks products up; SKUs that do not exist are missing from the answer.
     *
     * @throws CatalogUnavailable if there is no answer
     */
    Map<String, Product> lookup(Collection<String> skus);

    /** Products and prices cannot be had. */
    class CatalogUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String retryAfter;

        /** @param retryAfter seconds after which it is worth trying again */
        public CatalogUnavailable(String message, String retryAfter, Throwable cause) {
            super(message, cause, false, false);
            this.retryAfter = retryAfter;
        }

        public String retryAfter() {
            return retryAfter;
        }
    }
}
