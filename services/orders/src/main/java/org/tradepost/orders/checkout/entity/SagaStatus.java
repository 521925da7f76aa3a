package org.tradepost.orders.checkout.entity;

/** Whether a saga is being worked on, waits for a person, or is at rest. */
public enum SagaStatus {
    ACTIVE,
    NEEDS_ATTENTION,
    FINISHED
}
