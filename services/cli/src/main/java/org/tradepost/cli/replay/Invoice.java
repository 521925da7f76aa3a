package org.tradepost.cli.replay;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One invoice of the file: what it sells and the rows of it that are skipped. Grows while the file is read. */
final class Invoice {
    private final String number;
    private final String country;
    private final List<SoldLine> lines = new ArrayList<>(4);
    private Map<SkipReason, Integer> skipped = Map.of();
    private String customer = "";

    Invoice(String number, String country) {
        this.number = number;
        this.country = country;
    }

    String number() {
        return number;
    }

    /** The country of its first row. */
    String country() {
        return country;
    }

    /** The first customer named on it, or an empty string. */
    String customer() {
        return customer;
    }

    List<SoldLine> lines() {
        return lines;
    }

    Map<SkipReason, Integer> skipped() {
        return skipped;
    }

    /** Whether it sells anything, and so becomes an order. */
    boolean isOrder() {
        return !lines.isEmpty();
    }

    long revenue() {
        return lines.stream().mapToLong(SoldLine::revenue).reduce(0, Math::addExact);
    }

    void sell(SoldLine line) {
        lines.add(line);
    }

    void skip(SkipReason reason) {
        if (skipped.isEmpty()) {
            skipped = new EnumMap<>(SkipReason.class);
        }
        skipped.merge(reason, 1, Integer::sum);
    }

    void nameCustomer(String reference) {
        if (customer.isEmpty()) {
            customer = reference;
        }
    }
}
