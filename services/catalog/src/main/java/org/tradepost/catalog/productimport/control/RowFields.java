package org.tradepost.catalog.productimport.control;

import java.util.Locale;
import org.tradepost.catalog.product.entity.ProductDetails;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.catalog.productimport.entity.ImportRow;
import org.tradepost.shared.money.Money;

/**
 * The fields of a record as text; null or empty when left out. The SKU and texts are taken as written, for the rest spaces around
 * do not matter.
 */
record RowFields(
        String sku,
        String name,
        String description,
        String category,
        String price,
        String currency,
        String stockTracked,
        String stock) {

    // What a decoder puts where bytes are not UTF-8.
    private static final char REPLACEMENT = '\uFFFD';

    /** The product these fields describe, or the first reason why they describe none. */
    ImportRow toRow(long line) {
        try {
            for (String text : new String[] {sku, name, description, category}) {
                if (text != null && text.indexOf(REPLACEMENT) >= 0) {
                    throw new IllegalArgumentException("the row is not valid UTF-8");
                }
            }
            if (isEmpty(sku)) {
                throw new IllegalArgumentException("sku is missing");
            }
            if (isEmpty(name)) {
                throw new IllegalArgumentException("name is missing");
            }
            if (isEmpty(currency)) {
                throw new IllegalArgumentException("currency is missing");
            }
            Money money = new Money(
                    number("price", price, "a whole number of minor units", ProductDetails.MAX_PRICE), currency.trim());
            ProductDetails product =
                    new ProductDetails(new Sku(sku), name, description, category, money, isTracked(stockTracked));
            long opening = isEmpty(stock) ? 0 : number("stock", stock, "a whole number", ImportRow.Taken.MAX_STOCK);
            return new ImportRow.Taken(line, product, opening);
        } catch (IllegalArgumentException e) {
            return ImportRow.Refused.of(line, sku, e.getMessage());
        }
    }

    private static long number(String field, String text, String kind, long max) {
        if (isEmpty(text)) {
            throw new IllegalArgumentException(field + " is missing");
        }
        String digits = text.trim();
        if (!digits.matches("\\d{1,18}") || Long.parseLong(digits) > max) {
            throw new IllegalArgumentException(field + " must be " + kind + " from 0 to " + max);
        }
        return Long.parseLong(digits);
    }

    private static boolean isTracked(String text) {
        if (isEmpty(text)) {
            return true;
        }
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("stockTracked must be true or false");
        };
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isBlank();
    }
}
