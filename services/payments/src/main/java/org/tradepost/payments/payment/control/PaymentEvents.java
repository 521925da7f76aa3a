package org.tradepost.payments.payment.control;

import java.util.UUID;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.payments.payment.entity.Refund;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.outbox.OutboxEvent;

/**
 * The facts that payments tells. They carry ids and amounts only: whatever is on a topic cannot be erased.
 * {@code contracts/events} has their schemas.
 */
final class PaymentEvents {
    static final String TOPIC = "tradepost.payments";

    record PaymentCaptured(UUID paymentId, UUID orderId, Money amount) {}

    record PaymentDeclined(UUID paymentId, UUID orderId, String reason) {}

    record PaymentVoided(UUID paymentId, UUID orderId) {}

    record PaymentRefunded(
            UUID paymentId, UUID orderId, String refundId, Money amount, Money refundedTotal, boolean inFull) {}

    private PaymentEvents() {}

    /** What is told when a payment has been settled. */
    static OutboxEvent of(Payment payment) {
        return switch (payment.status()) {
            case CAPTURED ->
                event(
                        "payment-captured",
                        payment,
                        new PaymentCaptured(payment.id(), payment.orderId(), payment.captured()));
            case DECLINED ->
                event(
                        "payment-declined",
                        payment,
                        new PaymentDeclined(payment.id(), payment.orderId(), payment.declineReason()));
            case VOIDED -> event("payment-voided", payment, new PaymentVoided(payment.id(), payment.orderId()));
            case PENDING, PARTIALLY_REFUNDED, REFUNDED ->
                throw new IllegalArgumentException("being " + payment.status() + " settles no payment");
        };
    }

    /** What is told when money went back. */
    static OutboxEvent refunded(Payment payment, Refund refund) {
        return event(
                "payment-refunded",
                payment,
                new PaymentRefunded(
                        payment.id(),
                        payment.orderId(),
                        refund.refundId(),
                        refund.amount(),
                        payment.refunded(),
                        payment.refundedMinor() == payment.capturedMinor()));
    }

    private static OutboxEvent event(String name, Payment payment, Object data) {
        return OutboxEvent.of(TOPIC, TOPIC + "." + name + ".v1", payment.id().toString(), payment.version(), data);
    }
}
