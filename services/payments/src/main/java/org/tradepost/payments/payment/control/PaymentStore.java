package org.tradepost.payments.payment.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.payments.payment.entity.PaymentStatus;
import org.tradepost.payments.payment.entity.PaymentTerms;
import org.tradepost.shared.money.Money;

/** The payment table. The order id's uniqueness decides who comes first, the version who changes a payment. */
@ApplicationScoped
public class PaymentStore {
    private static final String COLUMNS =
            """
            id, order_id, status, user_id, currency, amount_minor, method, provider_token, decline_reason,
            provider_charge_id, captured_minor, refund_promised_minor, refunded_minor, created_at, updated_at, version
            """;

    /** Greater than every id. */
    private static final UUID NEWEST = new UUID(-1, -1);

    private Jdbi jdbi;

    protected PaymentStore() {
        // for the container's proxy
    }

    @Inject
    public PaymentStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Records the intention to charge an order; empty when the order has a payment already. */
    public Optional<Payment> insertIntent(UUID id, UUID orderId, PaymentTerms terms) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                        INSERT INTO payment (id, order_id, status, user_id, currency, amount_minor, method,
                                             provider_token, payload_hash, version)
                        VALUES (:id, :orderId, 'PENDING', :userId, :currency, :amount, :method, :token, :hash, 1)
                        ON CONFLICT (order_id) DO NOTHING RETURNING
                        """
                                + COLUMNS)
                .bind("id", id)
                .bind("orderId", orderId)
                .bind("userId", terms.userId())
                .bind("currency", terms.amount().currency())
                .bind("amount", terms.amount().amount())
                .bind("method", terms.method())
                .bind("token", terms.token())
                .bind("hash", terms.hash())
                .map((rs, ctx) -> payment(rs))
                .findOne());
    }

    /** Records that an order must never be charged; empty when the order has a payment already. */
    public Optional<Payment> insertTombstone(UUID id, UUID orderId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                        INSERT INTO payment (id, order_id, status, version) VALUES (:id, :orderId, 'VOIDED', 1)
                        ON CONFLICT (order_id) DO NOTHING RETURNING
                        """
                                + COLUMNS)
                .bind("id", id)
                .bind("orderId", orderId)
                .map((rs, ctx) -> payment(rs))
                .findOne());
    }

    public Optional<Payment> find(UUID id) {
        return select("WHERE id = :key", id);
    }

    public Optional<Payment> findByOrder(UUID orderId) {
        return select("WHERE order_id = :key", orderId);
    }

    /** Holds the payment until the transaction ends, so that refunds of one payment are decided one after the other. */
    public Optional<Payment> lockByOrder(UUID orderId) {
        return select("WHERE order_id = :key FOR NO KEY UPDATE", orderId);
    }

    public boolean hasTerms(UUID id, PaymentTerms terms) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT payload_hash = :hash FROM payment WHERE id = :id")
                .bind("id", id)
                .bind("hash", terms.hash())
                .mapTo(Boolean.class)
                .one());
    }

    /** Stores the next version of a payment; empty when somebody else stored one first. */
    public Optional<Payment> update(Payment next) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                        UPDATE payment
                           SET status = :status, decline_reason = :reason, provider_charge_id = :chargeId,
                               captured_minor = :captured, refund_promised_minor = :promised,
                               refunded_minor = :refunded, updated_at = now(), version = :version
                         WHERE id = :id AND version = :version - 1 RETURNING
                        """
                                + COLUMNS)
                .bind("id", next.id())
                .bind("status", next.status().name())
                .bind("reason", next.declineReason())
                .bind("chargeId", next.providerChargeId())
                .bind("captured", next.capturedMinor())
                .bind("promised", next.refundPromisedMinor())
                .bind("refunded", next.refundedMinor())
                .bind("version", next.version())
                .map((rs, ctx) -> payment(rs))
                .findOne());
    }

    /** Sets money aside for a refund, or with a negative amount gives it free again. No new version: it is not shown. */
    public void promise(UUID id, long minor) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE payment SET refund_promised_minor = refund_promised_minor + :minor WHERE id = :id")
                .bind("id", id)
                .bind("minor", minor)
                .execute());
    }

    /**
     * A person's payments, newest first.
     *
     * @param before only those older than this payment; null from the newest
     */
    public List<Payment> ofPerson(UUID user, UUID before, int rows) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + COLUMNS
                        + " FROM payment WHERE user_id = :user AND id < :before ORDER BY id DESC LIMIT :rows")
                .bind("user", user)
                .bind("before", before == null ? NEWEST : before)
                .bind("rows", rows)
                .map((rs, ctx) -> payment(rs))
                .list());
    }

    private Optional<Payment> select(String where, UUID key) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + COLUMNS + " FROM payment " + where)
                .bind("key", key)
                .map((rs, ctx) -> payment(rs))
                .findOne());
    }

    private static Payment payment(ResultSet rs) throws SQLException {
        UUID userId = rs.getObject("user_id", UUID.class);
        Optional<PaymentTerms> terms = userId == null
                ? Optional.empty()
                : Optional.of(new PaymentTerms(
                        userId,
                        new Money(rs.getLong("amount_minor"), rs.getString("currency")),
                        rs.getString("method"),
                        rs.getString("provider_token")));
        return new Payment(
                rs.getObject("id", UUID.class),
                rs.getObject("order_id", UUID.class),
                PaymentStatus.valueOf(rs.getString("status")),
                terms,
                rs.getString("decline_reason"),
                rs.getString("provider_charge_id"),
                rs.getLong("captured_minor"),
                rs.getLong("refund_promised_minor"),
                rs.getLong("refunded_minor"),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                rs.getObject("updated_at", OffsetDateTime.class).toInstant(),
                rs.getLong("version"));
    }
}
