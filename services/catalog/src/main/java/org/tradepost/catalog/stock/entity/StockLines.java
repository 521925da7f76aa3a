package org.tradepost.catalog.stock.entity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Quantities by SKU, in SKU order. A SKU that came on several lines is one entry with the sum: stock is shared by all of them. */
public final class StockLines {

    private final SortedMap<String, Long> quantities = new TreeMap<>();

    /** One line of an order. */
    public record Line(String sku, long quantity) {}

    private StockLines() {}

    /**
     * @throws ArithmeticException when a sum is out of range
     */
    public static StockLines of(List<Line> lines) {
        StockLines sums = new StockLines();
        for (Line line : lines) {
            if (line.quantity() <= 0) {
                throw new IllegalArgumentException("quantity must be positive");
            }
            sums.quantities.merge(line.sku(), line.quantity(), Math::addExact);
        }
        return sums;
    }

    public Collection<String> skus() {
        return quantities.keySet();
    }

    /** In the order of {@link #skus()}. */
    public Collection<Long> quantities() {
        return quantities.values();
    }

    public long quantity(String sku) {
        return quantities.get(sku);
    }

    public int size() {
        return quantities.size();
    }

    /** Tells one payload from another: the same lines in another order, or split otherwise, are the same payload. */
    public byte[] hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            quantities.forEach((sku, quantity) -> {
                byte[] name = sku.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(12)
                        .putInt(name.length)
                        .putLong(quantity)
                        .flip());
                digest.update(name);
            });
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
