package org.tradepost.orders.personaldata.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.orders.checkout.control.Transactions;

/**
 * Erases what orders knows about a person: delivery addresses, customer references, the reasons given for refunds, and the records
 * of their requests. Order, lines, history, amounts and country stay: the books need them, and they name nobody.
 *
 * <p>An order that is still being carried out keeps its address until it is at rest; then it goes, however late that is.
 */
@ApplicationScoped
public class ErasedPersons {

    private static final int BATCH = 500;

    /** Longer than any token lives that could place another order for the person. */
    private static final String OPEN_AT_LEAST = "interval '1 hour'";

    /** The orders that still hold something, and whose delivery is no longer needed. */
    private static final String ERASABLE =
            """
            o.user_id = :user AND o.status NOT IN ('PENDING', 'CANCELLING', 'NEEDS_ATTENTION')
              AND (o.confirmed_at IS NULL OR o.confirmed_at <= now() - make_interval(secs => :grace))
              AND (o.customer_ref IS NOT NULL
                   OR EXISTS (SELECT 1 FROM order_address a WHERE a.order_id = o.id)
                   OR EXISTS (SELECT 1 FROM refund r WHERE r.order_id = o.id AND r.reason IS NOT NULL))
            """;

    private static final String ERASE =
            """
            WITH batch AS (
                SELECT o.id FROM customer_order o WHERE %s ORDER BY o.id LIMIT :limit FOR UPDATE OF o SKIP LOCKED),
            addresses AS (DELETE FROM order_address a USING batch WHERE a.order_id = batch.id),
            reasons AS (UPDATE refund r SET reason = NULL FROM batch WHERE r.order_id = batch.id AND r.reason IS NOT NULL)
            UPDATE customer_order o SET customer_ref = NULL FROM batch WHERE o.id = batch.id
            """
                    .formatted(ERASABLE);

    private final Jdbi jdbi;
    private final Transactions transactions;
    private final double graceSeconds;

    @Inject
    public ErasedPersons(
            Jdbi jdbi,
            Transactions transactions,
            @ConfigProperty(name = "tradepost.orders.erasure.delivery-grace") Duration grace) {
        this.jdbi = jdbi;
        this.transactions = transactions;
        this.graceSeconds = grace.toMillis() / 1000.0;
    }

    /** For the container's proxy only. */
    protected ErasedPersons() {
        this(null, null, Duration.ZERO);
    }

    /** Notes that the person's account is gone; again is no difference. */
    public void add(UUID person) {
        jdbi.useHandle(h -> h.execute("INSERT INTO erased_person (user_id) VALUES (?) ON CONFLICT DO NOTHING", person));
    }

    /**
     * Erases a batch for one person whose turn it is. Replicas do not meet: the person's row is locked meanwhile.
     *
     * @return whether there may be more to do at once
     */
    public boolean eraseNext() {
        return transactions.inNew(() -> due().map(this::erase).orElse(false));
    }

    private Optional<UUID> due() {
        return jdbi.withHandle(h -> h.createQuery(
                        """
                        SELECT user_id FROM erased_person WHERE completed_at IS NULL AND next_look_at <= now()
                        ORDER BY next_look_at LIMIT 1 FOR UPDATE SKIP LOCKED""")
                .mapTo(UUID.class)
                .findOne());
    }

    private boolean erase(UUID person) {
        jdbi.useHandle(h -> h.execute("DELETE FROM idempotency_record WHERE caller = ?", person.toString()));
        int erased = jdbi.withHandle(h -> h.createUpdate(ERASE)
                .bind("user", person)
                .bind("grace", graceSeconds)
                .bind("limit", BATCH)
                .execute());
        if (erased < BATCH) {
            comeBackOrComplete(person);
        }
        return true;
    }

    private void comeBackOrComplete(UUID person) {
        jdbi.useHandle(h -> h.createUpdate(
                        """
                        UPDATE erased_person p SET
                            next_look_at = now() + CASE WHEN waits.for_orders THEN interval '5 seconds' ELSE interval '1 minute' END,
                            completed_at = CASE WHEN NOT waits.for_orders AND erased_at < now() - %s THEN now() END
                        FROM (SELECT EXISTS (
                            SELECT 1 FROM customer_order o WHERE o.user_id = :user
                              AND (o.status IN ('PENDING', 'CANCELLING', 'NEEDS_ATTENTION') OR o.customer_ref IS NOT NULL
                                   OR EXISTS (SELECT 1 FROM order_address a WHERE a.order_id = o.id)
                                   OR EXISTS (SELECT 1 FROM refund r WHERE r.order_id = o.id AND r.reason IS NOT NULL))
                            ) AS for_orders) waits
                        WHERE p.user_id = :user"""
                                .formatted(OPEN_AT_LEAST))
                .bind("user", person)
                .execute());
    }
}
