package org.tradepost.payments.sandbox.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.tradepost.payments.provider.entity.Charge;
import org.tradepost.payments.provider.entity.ChargeOutcome;
import org.tradepost.payments.provider.entity.ChargeReturn;
import org.tradepost.payments.provider.entity.ReturnOutcome;
import org.tradepost.shared.money.Money;

/**
 * The bank's books. Every operation is one statement that commits by itself, decided by the primary key: whoever comes
 * first under a key, a charge, a refusal or a void, is what the key stays for ever.
 */
@ApplicationScoped
public class SandboxBank {
    private static final String CHECK_VIOLATION = "23514";
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private Jdbi jdbi;

    protected SandboxBank() {
        // for the container's proxy
    }

    @Inject
    public SandboxBank(@Bank Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public ChargeOutcome charge(Charge charge) {
        return enter(charge, "CHARGED", null);
    }

    public ChargeOutcome decline(Charge charge, String reason) {
        return enter(charge, "DECLINED", reason);
    }

    public ChargeOutcome find(String key) {
        return jdbi.withHandle(handle -> row(handle, key)).map(Row::outcome).orElseGet(ChargeOutcome.NotFound::new);
    }

    public ChargeOutcome voidCharge(String key) {
        return jdbi.withHandle(handle -> {
            handle.createUpdate(
                            """
                            INSERT INTO charge (key, id, status) VALUES (:key, :id, 'VOIDED')
                            ON CONFLICT (key) DO NOTHING
                            """)
                    .bind("key", key)
                    .bind("id", newId("vd"))
                    .execute();
            return row(handle, key).orElseThrow().outcome();
        });
    }

    /** Whether this is the first time; remembered per key, also over restarts. */
    public boolean firstFailureOf(String key) {
        return jdbi.withHandle(handle ->
                handle.createUpdate("INSERT INTO failed_once (key) VALUES (:key) ON CONFLICT (key) DO NOTHING")
                                .bind("key", key)
                                .execute()
                        == 1);
    }

    /** The charge's own refunded total, bounded by a constraint, is what keeps racing refunds within the charge. */
    public ReturnOutcome giveBack(ChargeReturn wanted) {
        try {
            return jdbi.withHandle(handle -> {
                int booked = handle.createUpdate(
                                """
                                WITH given AS (
                                    INSERT INTO refund (key, id, charge_key, currency, amount_minor)
                                    VALUES (:key, :id, :chargeKey, :currency, :amount)
                                    ON CONFLICT (key) DO NOTHING RETURNING charge_key, amount_minor)
                                UPDATE charge SET refunded_minor = charge.refunded_minor + given.amount_minor
                                  FROM given WHERE charge.key = given.charge_key
                                """)
                        .bind("key", wanted.key())
                        .bind("id", newId("re"))
                        .bind("chargeKey", wanted.chargeKey())
                        .bind("currency", wanted.amount().currency())
                        .bind("amount", wanted.amount().amount())
                        .execute();
                if (booked == 0) {
                    requireSame(wanted, handle);
                }
                return new ReturnOutcome.Returned();
            });
        } catch (UnableToExecuteStatementException e) {
            return switch (sqlState(e)) {
                case CHECK_VIOLATION -> new ReturnOutcome.Refused("more than was charged");
                case FOREIGN_KEY_VIOLATION -> new ReturnOutcome.Refused("never charged");
                default -> throw e;
            };
        }
    }

    private ChargeOutcome enter(Charge charge, String status, String reason) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                        INSERT INTO charge (key, id, status, order_ref, currency, amount_minor, decline_reason)
                        VALUES (:key, :id, :status, :orderRef, :currency, :amount, :reason)
                        ON CONFLICT (key) DO NOTHING
                        RETURNING id, status, currency, amount_minor, decline_reason
                        """)
                .bind("key", charge.key())
                .bind("id", newId("ch"))
                .bind("status", status)
                .bind("orderRef", charge.orderId().toString())
                .bind("currency", charge.amount().currency())
                .bind("amount", charge.amount().amount())
                .bind("reason", reason)
                .map((rs, ctx) -> Row.of(rs))
                .findOne()
                .orElseGet(() -> row(handle, charge.key()).orElseThrow().forSame(charge))
                .outcome());
    }

    private static Optional<Row> row(Handle handle, String key) {
        return handle.createQuery(
                        "SELECT id, status, currency, amount_minor, decline_reason FROM charge WHERE key = :key")
                .bind("key", key)
                .map((rs, ctx) -> Row.of(rs))
                .findOne();
    }

    private static void requireSame(ChargeReturn wanted, Handle handle) {
        boolean same = handle.createQuery(
                        """
                        SELECT charge_key = :chargeKey AND currency = :currency AND amount_minor = :amount
                          FROM refund WHERE key = :key
                        """)
                .bind("key", wanted.key())
                .bind("chargeKey", wanted.chargeKey())
                .bind("currency", wanted.amount().currency())
                .bind("amount", wanted.amount().amount())
                .mapTo(Boolean.class)
                .one();
        if (!same) {
            throw new IllegalArgumentException("refund key " + wanted.key() + " was used for another refund");
        }
    }

    private static String newId(String prefix) {
        return prefix + "_" + UUID.randomUUID();
    }

    private static String sqlState(UnableToExecuteStatementException e) {
        return e.getCause() instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
    }

    private record Row(String id, String status, Money amount, String reason) {
        static Row of(ResultSet rs) throws SQLException {
            String currency = rs.getString("currency");
            return new Row(
                    rs.getString("id"),
                    rs.getString("status"),
                    currency == null ? null : new Money(rs.getLong("amount_minor"), currency),
                    rs.getString("decline_reason"));
        }

        Row forSame(Charge charge) {
            if (amount != null && !amount.equals(charge.amount())) {
                throw new IllegalArgumentException("charge key " + charge.key() + " was used for another amount");
            }
            return this;
        }

        ChargeOutcome outcome() {
            return switch (status) {
                case "CHARGED" -> new ChargeOutcome.Charged(id);
                case "DECLINED" -> new ChargeOutcome.Declined(reason);
                case "VOIDED" -> new ChargeOutcome.Voided();
                default -> throw new IllegalStateException("charge " + id + " has status " + status);
            };
        }
    }
}
