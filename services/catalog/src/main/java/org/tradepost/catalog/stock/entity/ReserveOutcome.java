package org.tradepost.catalog.stock.entity;

import java.util.List;

/** What became of an attempt to reserve. All but {@link Reserved} are final refusals for this order. */
public sealed interface ReserveOutcome {

    /** Every line is held, now or since an earlier call with the same lines. */
    record Reserved() implements ReserveOutcome {}

    /** Some SKUs had too little in stock, so nothing is held. */
    record OutOfStock(List<String> skus) implements ReserveOutcome {}

    /** Some SKUs do not exist (any more), so nothing is held. */
    record UnknownSkus(List<String> skus) implements ReserveOutcome {}

    /** The order was released before, perhaps before this call arrived. */
    record AlreadyReleased() implements ReserveOutcome {}

    /** The order reserved other lines before. */
    record OtherLines() implements ReserveOutcome {}
}
