package org.tradepost.orders.ordering.control;

import java.util.UUID;

/** An order's history has got an entry; told in the transaction, for observers after its success. */
public record OrderChanged(UUID order) {}
