package org.tradepost.payments.payment.entity;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.tradepost.shared.money.Money;

/**
 * An order's payment. Immutable: each change of state gives the next version.
 *
 * @param terms empty only for the tombstone that a void leaves when it comes before the payment
 */
public record Payment(
        UUID id,
        UUID orderId,
        PaymentStatus status,
        Optional<PaymentTerms> terms,
        String declineReason,
        String providerChargeId,
        long capturedMinor,
        long refundPromisedMinor,
        long refundedMinor,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** The amount asked for. A tombstone has none, and nothing that needs the amount ever happens to one. */
    public Money amount() {
        return terms.orElseThrow(() -> new IllegalStateException("payment " + id + " is a tombstone"))
                .amount();
    }

    public Money captured() {
        return new Money(capturedMinor, amount().currency());
    }

    public Money refunded() {
        return new Money(refundedMinor, amount().currency());
    }

    /** What could still be promised to a refund. */
    public long refundableMinor() {
        return capturedMinor - refundPromisedMinor;
    }

    public Payment asCaptured(String chargeId) {
        return next(PaymentStatus.CAPTURED, null, chargeId, amount().amount(), 0, 0);
    }

    public Payment asDeclined(String reason) {
        return next(PaymentStatus.DECLINED, reason, null, 0, 0, 0);
    }

    public Payment asVoided() {
        return next(PaymentStatus.VOIDED, null, null, 0, 0, 0);
    }

    /** A refund that was promised before has been paid out. */
    public Payment asRefunded(long minor) {
        long refunded = Math.addExact(refundedMinor, minor);
        return next(
                refunded == capturedMinor ? PaymentStatus.REFUNDED : PaymentStatus.PARTIALLY_REFUNDED,
                null,
                providerChargeId,
                capturedMinor,
                refundPromisedMinor,
                refunded);
    }

    private Payment next(
            PaymentStatus next, String reason, String chargeId, long captured, long promised, long refunded) {
        if (!status.mayBecome(next)) {
            throw new IllegalStateException("payment " + id + " cannot become " + next + " from " + status);
        }
        return new Payment(
                id,
                orderId,
                next,
                terms,
                reason,
                chargeId,
                captured,
                promised,
                refunded,
                createdAt,
                updatedAt,
                version + 1);
    }
}
