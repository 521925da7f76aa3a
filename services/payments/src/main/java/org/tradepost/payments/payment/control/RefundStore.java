package org.tradepost.payments.payment.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.payments.payment.entity.Refund;
import org.tradepost.shared.money.Money;

/** The refund table; to be used while the payment is held. */
@ApplicationScoped
public class RefundStore {
    private Jdbi jdbi;

    protected RefundStore() {
        // for the container's proxy
    }

    @Inject
    public RefundStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public Optional<Refund> find(UUID paymentId, String refundId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                        SELECT status, currency, amount_minor FROM payment_refund
                         WHERE payment_id = :paymentId AND refund_id = :refundId
                        """)
                .bind("paymentId", paymentId)
                .bind("refundId", refundId)
                .map((rs, ctx) -> new Refund(
                        paymentId,
                        refundId,
                        Refund.Status.valueOf(rs.getString("status")),
                        new Money(rs.getLong("amount_minor"), rs.getString("currency"))))
                .findOne());
    }

    public void insert(Refund refund) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        """
                        INSERT INTO payment_refund (payment_id, refund_id, status, currency, amount_minor)
                        VALUES (:paymentId, :refundId, :status, :currency, :amount)
                        """)
                .bind("paymentId", refund.paymentId())
                .bind("refundId", refund.refundId())
                .bind("status", refund.status().name())
                .bind("currency", refund.amount().currency())
                .bind("amount", refund.amount().amount())
                .execute());
    }

    /** Ends a pending refund; false when it had ended before. */
    public boolean end(Refund refund, Refund.Status status) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                """
                                UPDATE payment_refund SET status = :status, updated_at = now()
                                 WHERE payment_id = :paymentId AND refund_id = :refundId AND status = 'PENDING'
                                """)
                        .bind("paymentId", refund.paymentId())
                        .bind("refundId", refund.refundId())
                        .bind("status", status.name())
                        .execute()
                == 1);
    }
}
