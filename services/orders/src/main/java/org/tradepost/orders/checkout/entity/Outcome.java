package org.tradepost.orders.checkout.entity;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What a participant answered. Only documented business codes become refusals; everything else is {@link Unknown}. */
public sealed interface Outcome {

    /** The operation took effect, now or when it was first asked for. */
    record Done() implements Outcome {}

    /** The money was taken. */
    record Captured(UUID paymentId) implements Outcome {}

    /** The payment is void: no charge was made and none will be. */
    record Voided() implements Outcome {}

    /** The captured money was given back before. */
    record AlreadyRefunded() implements Outcome {}

    /**
     * Refused for good, for a business reason.
     *
     * @param skus which products it is about; empty when it is about none in particular
     */
    record Refused(RejectionReason reason, List<String> skus) implements Outcome {
        public Refused {
            skus = List.copyOf(skus);
        }

        public Refused(RejectionReason reason) {
            this(reason, List.of());
        }
    }

    /** The reservation was released, or may never be made. */
    record ReservationReleased() implements Outcome {}

    /** The reservation is sold stock by now. */
    record ReservationCommitted() implements Outcome {}

    /** The participant knows nothing of the operation; it has to be asked for again under the same key. */
    record NotFound() implements Outcome {}

    /**
     * It was not asked: it is known to be unreachable, or too much was being asked of it. Nothing has taken effect by this attempt.
     *
     * @param retryAfter when it is worth asking
     */
    record NotAsked(String why, Duration retryAfter) implements Outcome {}

    /** Nobody can say whether the operation took effect. */
    record Unknown(String why) implements Outcome {}
}
