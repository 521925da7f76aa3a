package org.tradepost.orders.checkout.entity;

/** A step of a saga: exactly one idempotent call to one participant. */
public sealed interface SagaStep {

    /** The name the step is stored under, unique within kind and direction. */
    String name();

    /** Forward steps of a checkout. */
    enum Forward implements SagaStep {
        RESERVE,
        PAY,
        /** The payment's outcome is unknown: the provider is asked what became of it. */
        QUERY_PAYMENT,
        /** It stayed unknown: the payment is voided, unless it turns out to have been charged. */
        VOID_PAYMENT,
        CONFIRM
    }

    /** Compensation of a checkout: what was attempted is undone in reverse. */
    enum Compensating implements SagaStep {
        CANCEL_PAYMENT,
        RETURN_PAYMENT,
        RELEASE_STOCK,
        /** The reservation had already been committed when it was to be released: the goods are put back. */
        RETURN_STOCK
    }

    /** A refund or cancellation after confirmation. */
    enum GivingBack implements SagaStep {
        REFUND_PAYMENT,
        RESTOCK
    }

    /** The step stored under {@code name} for a saga of this kind and direction. */
    static SagaStep of(SagaKind kind, Direction direction, String name) {
        if (kind != SagaKind.CHECKOUT) {
            return GivingBack.valueOf(name);
        }
        return direction == Direction.FORWARD ? Forward.valueOf(name) : Compensating.valueOf(name);
    }
}
