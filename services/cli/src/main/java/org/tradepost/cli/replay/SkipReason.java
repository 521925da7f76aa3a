package org.tradepost.cli.replay;

import java.math.BigDecimal;
import java.util.Optional;

/** Why a row of an invoice is not sold; the first reason that matches counts. */
enum SkipReason {
    CANCELLATION("cancellation"),
    ADJUSTMENT("adjustment"),
    NON_POSITIVE_QUANTITY("non-positive-quantity"),
    NON_POSITIVE_PRICE("non-positive-price"),
    SUB_MINOR_PRICE("sub-minor-price");

    private static final int MINOR_DIGITS = 2;

    private final String label;

    SkipReason(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static Optional<SkipReason> of(String invoice, long quantity, BigDecimal price) {
        if (invoice.startsWith("C")) {
            return Optional.of(CANCELLATION);
        }
        if (invoice.startsWith("A")) {
            return Optional.of(ADJUSTMENT);
        }
        if (quantity <= 0) {
            return Optional.of(NON_POSITIVE_QUANTITY);
        }
        if (price.signum() <= 0) {
            return Optional.of(NON_POSITIVE_PRICE);
        }
        if (price.stripTrailingZeros().scale() > MINOR_DIGITS) {
            return Optional.of(SUB_MINOR_PRICE);
        }
        return Optional.empty();
    }
}
