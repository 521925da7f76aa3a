package org.tradepost.catalog.product.entity;

import java.util.Objects;
import org.tradepost.shared.money.Money;

/**
 * What a catalogue editor decides about a product.
 *
 * @param category may be null
 * @param stockTracked false for what is sold without being counted: postage, fees
 */
public record ProductDetails(
        Sku sku, String name, String description, String category, Money price, boolean stockTracked) {

    public static final int MAX_NAME = 200;
    public static final int MAX_DESCRIPTION = 5_000;
    public static final int MAX_CATEGORY = 100;
    public static final long MAX_PRICE = 1_000_000_000_000L;

    /**
     * @throws IllegalArgumentException naming the first thing that is wrong
     */
    public ProductDetails {
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(price, "price");
        description = description == null ? "" : description;
        category = category == null || category.isBlank() ? null : category;
        require(name != null && !name.isBlank(), "name is missing");
        require(name.length() <= MAX_NAME, "name is longer than " + MAX_NAME);
        require(description.length() <= MAX_DESCRIPTION, "description is longer than " + MAX_DESCRIPTION);
        require(category == null || category.length() <= MAX_CATEGORY, "category is longer than " + MAX_CATEGORY);
        require(isText(name) && isText(description) && isText(category), "text has characters that cannot be stored");
        require(price.amount() >= 0 && price.amount() <= MAX_PRICE, "price is not between 0 and " + MAX_PRICE);
    }

    /** Whether the database can hold the text: PostgreSQL has no NUL in text, and UTF-8 no half of a surrogate pair. */
    public static boolean isText(String text) {
        return text == null || text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
