package org.tradepost.orders.checkout.entity;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.tradepost.orders.ordering.entity.OrderId;

/**
 * The state of one saga.
 *
 * @param reason why the order is refused; set when compensation begins
 * @param refusedSkus the products that the reason is about; empty when it is about none in particular
 * @param attempts how often the current step ended with an unknown outcome
 * @param sinceStepStarted time in the current step when this state was read, by the database's clock; querying and voiding an
 *     unknown payment count from the first attempt to pay that was made
 * @param fence the fencing number under which this state may be changed
 */
public record SagaInstance(
        UUID id,
        SagaKind kind,
        OrderId orderId,
        Direction direction,
        SagaStep step,
        RejectionReason reason,
        List<String> refusedSkus,
        UUID paymentId,
        String paymentMethod,
        String paymentToken,
        int attempts,
        Duration sinceStepStarted,
        long fence) {

    public SagaInstance {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(step, "step");
        refusedSkus = List.copyOf(refusedSkus);
        if (direction == Direction.COMPENSATING && reason == null) {
            throw new IllegalArgumentException("compensation without a reason");
        }
    }

    /** A new checkout, leased by whoever stores it. */
    public static SagaInstance checkout(OrderId orderId, String paymentMethod, String paymentToken) {
        return new SagaInstance(
                orderId.value(),
                SagaKind.CHECKOUT,
                orderId,
                Direction.FORWARD,
                SagaStep.Forward.RESERVE,
                null,
                List.of(),
                null,
                paymentMethod,
                paymentToken,
                0,
                Duration.ZERO,
                1);
    }

    /** A new refund or cancellation, leased by whoever stores it. */
    public static SagaInstance givingBack(UUID refundId, SagaKind kind, OrderId orderId, UUID paymentId) {
        return new SagaInstance(
                refundId,
                kind,
                orderId,
                Direction.FORWARD,
                SagaStep.GivingBack.REFUND_PAYMENT,
                null,
                List.of(),
                paymentId,
                null,
                null,
                0,
                Duration.ZERO,
                1);
    }

    /** The same saga at another step of its direction, as of now. */
    public SagaInstance at(SagaStep next) {
        return with(direction, next, reason, refusedSkus, paymentId, 0, Duration.ZERO);
    }

    /** The same saga at another step whose clock goes on from this one's. */
    public SagaInstance stillIn(SagaStep next, Duration since) {
        return with(direction, next, reason, refusedSkus, paymentId, step == next ? attempts + 1 : 0, since);
    }

    /** The same saga at a step that is asked for once more, whose clock goes on from this one's. */
    public SagaInstance againAt(SagaStep next, Duration since) {
        return with(direction, next, reason, refusedSkus, paymentId, attempts + 1, since);
    }

    /** The same saga, older, but with its step not asked for. */
    public SagaInstance aged(Duration since) {
        return with(direction, step, reason, refusedSkus, paymentId, attempts, since);
    }

    public SagaInstance paid(UUID payment) {
        return with(direction, step, reason, refusedSkus, payment, attempts, sinceStepStarted);
    }

    /** Turns round, for good, for a reason that is about no product in particular. */
    public SagaInstance compensating(SagaStep.Compensating first, RejectionReason why) {
        return compensating(first, why, List.of());
    }

    /** Turns round, for good. */
    public SagaInstance compensating(SagaStep.Compensating first, RejectionReason why, List<String> skus) {
        return with(Direction.COMPENSATING, first, why, skus, paymentId, 0, Duration.ZERO);
    }

    private SagaInstance with(
            Direction towards,
            SagaStep next,
            RejectionReason why,
            List<String> skus,
            UUID payment,
            int tries,
            Duration since) {
        return new SagaInstance(
                id, kind, orderId, towards, next, why, skus, payment, paymentMethod, paymentToken, tries, since, fence);
    }

    @Override
    public String toString() {
        return kind + " saga " + id + " of order " + orderId + " at " + step.name() + " " + direction;
    }
}
