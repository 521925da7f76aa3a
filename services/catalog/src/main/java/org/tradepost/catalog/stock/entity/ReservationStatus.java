package org.tradepost.catalog.stock.entity;

/** RESERVED becomes COMMITTED or RELEASED, and those two are final. */
public enum ReservationStatus {
    RESERVED,
    COMMITTED,
    RELEASED
}
