package org.tradepost.orders.checkout.entity;

import java.time.Duration;

/** What a saga does after an outcome. */
public sealed interface Decision {

    /**
     * Go on with the next step at once.
     *
     * @param recorded whether the next state must be durable before its effect is asked for
     */
    record Advance(SagaInstance next, boolean recorded) implements Decision {}

    /** Record the state, give the lease back, and go on after a delay. */
    record Wait(SagaInstance next, Duration delay, String why) implements Decision {}

    /** The order is confirmed. */
    record Confirm(SagaInstance last) implements Decision {}

    /** The order is refused and everything that was attempted is undone. */
    record Reject(SagaInstance last) implements Decision {}

    /** The refund or cancellation has given everything back. */
    record GivenBack(SagaInstance last) implements Decision {}

    /** A person has to look; state and direction are kept. */
    record NeedAttention(SagaInstance last, String why) implements Decision {}
}
