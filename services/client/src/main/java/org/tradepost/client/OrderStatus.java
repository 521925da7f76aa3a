package org.tradepost.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Where an order is. */
public enum OrderStatus {
    PENDING,
    CONFIRMED,
    REJECTED,
    CANCELLING,
    CANCELLED,
    PARTIALLY_REFUNDED,
    REFUNDED,
    NEEDS_ATTENTION,
    /** One that a newer platform has and this client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN
}
