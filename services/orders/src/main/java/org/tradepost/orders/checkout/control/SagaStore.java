package org.tradepost.orders.checkout.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.tradepost.orders.checkout.entity.Direction;
import org.tradepost.orders.checkout.entity.RejectionReason;
import org.tradepost.orders.checkout.entity.SagaInstance;
import org.tradepost.orders.checkout.entity.SagaKind;
import org.tradepost.orders.checkout.entity.SagaStep;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.orders.ordering.entity.OrderStatus;

/**
 * The sagas' durable state and their leases. Leases begin and end by the database's clock; every write names the fencing number
 * it was leased under and changes nothing when the lease is over or somebody else's.
 */
@ApplicationScoped
public class SagaStore {

    /** A leased saga that has still to be read. */
    public record Claim(UUID id, long fence) {}

    /** A saga that goes on, and the order status it was left in. */
    public record Resumed(UUID id, OrderStatus cameFrom) {}

    static final String LEASED = "id = :id AND fence = :fence AND owner = :owner AND lease_until > clock_timestamp()"
            + " AND status = 'ACTIVE'";

    private final Jdbi jdbi;

    @Inject
    public SagaStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected SagaStore() {
        this(null);
    }

    /** Stores a refund or cancellation, leased by {@code lease}. A checkout is stored together with its order. */
    public void insert(SagaInstance saga, Lease lease) {
        jdbi.useHandle(h -> h.createUpdate(
                        """
                INSERT INTO saga (id, kind, order_id, status, direction, step, payment_id, step_started_at, next_attempt_at,
                                  owner, lease_until, fence, created_at, updated_at)
                VALUES (:id, :kind, :order, 'ACTIVE', :direction, :step, CAST(:payment AS uuid), now(), now(),
                        :owner, now() + make_interval(secs => :lease), :fence, now(), now())
                """)
                .bind("id", saga.id())
                .bind("kind", saga.kind().name())
                .bind("order", saga.orderId().value())
                .bind("direction", saga.direction().name())
                .bind("step", saga.step().name())
                .bindByType("payment", saga.paymentId(), UUID.class)
                .bind("owner", lease.owner())
                .bind("lease", seconds(lease.duration()))
                .bind("fence", saga.fence())
                .execute());
    }

    /**
     * Leases sagas that are due and nobody's, oldest first. Rows that others are just leasing are passed over. Time since they
     * were due, in which nobody asked a participant, does not count as time in the step: an outage of ours is no reason to
     * give an order up.
     */
    public List<Claim> claimDue(String owner, Duration lease, int limit) {
        return jdbi.withHandle(h -> h.createQuery(
                        """
                UPDATE saga SET owner = :owner, lease_until = now() + make_interval(secs => :lease), fence = fence + 1,
                    step_started_at = step_started_at + (now() - greatest(next_attempt_at, lease_until))
                WHERE id IN (SELECT id FROM saga
                             WHERE status = 'ACTIVE' AND next_attempt_at <= now()
                               AND (lease_until IS NULL OR lease_until <= now())
                             ORDER BY next_attempt_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                RETURNING id, fence
                """)
                .bind("owner", owner)
                .bind("lease", seconds(lease))
                .bind("limit", limit)
                .map((rows, context) -> new Claim(rows.getObject("id", UUID.class), rows.getLong("fence")))
                .list());
    }

    /** Reads a saga as it was leased; empty if the lease is gone. */
    public Optional<SagaInstance> read(Claim claim, String owner) {
        return jdbi.withHandle(h -> h.createQuery(
                        """
                SELECT *, extract(epoch FROM now() - step_started_at) AS in_step FROM saga
                WHERE %s
                """
                                .formatted(LEASED))
                .bind("id", claim.id())
                .bind("fence", claim.fence())
                .bind("owner", owner)
                .map((rows, context) -> saga(rows))
                .findOne());
    }

    /** Keeps the lease for another term. */
    public boolean renew(SagaInstance saga, Lease lease) {
        return changed(
                "UPDATE saga SET lease_until = now() + make_interval(secs => :lease) WHERE " + LEASED, saga, lease);
    }

    /** Records the state and keeps the lease for another term. */
    public boolean record(SagaInstance saga, Lease lease) {
        return changed(
                """
                UPDATE saga SET direction = :direction, step = :step, reason = :reason, refused_skus = :skus, payment_id = CAST(:payment AS uuid),
                    attempts = :attempts, step_started_at = now() - make_interval(secs => :inStep), next_attempt_at = now(),
                    lease_until = now() + make_interval(secs => :lease), updated_at = now()
                WHERE %s
                """
                        .formatted(LEASED),
                saga,
                lease);
    }

    /** Records the state, gives the lease back and makes the saga due after a delay. */
    public boolean recordAndYield(SagaInstance saga, Duration delay, Lease lease) {
        return jdbi.withHandle(h -> bind(
                                h.createUpdate(
                                        """
                UPDATE saga SET direction = :direction, step = :step, reason = :reason, refused_skus = :skus, payment_id = CAST(:payment AS uuid),
                    attempts = :attempts, step_started_at = now() - make_interval(secs => :inStep),
                    next_attempt_at = now() + make_interval(secs => :delay),
                    owner = NULL, lease_until = NULL, updated_at = now()
                WHERE %s
                """
                                                .formatted(LEASED)),
                                saga,
                                lease)
                        .bind("delay", seconds(delay))
                        .execute()
                == 1);
    }

    /** Marks a saga as finished; what it would take to pay again is forgotten. */
    public boolean finish(SagaInstance saga, Lease lease) {
        return changed(
                """
                UPDATE saga SET status = 'FINISHED', direction = :direction, step = :step, reason = :reason, refused_skus = :skus,
                    payment_id = CAST(:payment AS uuid), payment_token = NULL, owner = NULL, lease_until = NULL, updated_at = now()
                WHERE %s
                """
                        .formatted(LEASED),
                saga,
                lease);
    }

    /** Leaves a saga to a person, together with the order status to go back to. */
    public boolean needAttention(SagaInstance saga, OrderStatus cameFrom, String why, Lease lease) {
        return jdbi.withHandle(h -> bind(
                                h.createUpdate(
                                        """
                UPDATE saga SET status = 'NEEDS_ATTENTION', direction = :direction, step = :step, reason = :reason, refused_skus = :skus,
                    payment_id = CAST(:payment AS uuid), attempts = :attempts, resume_status = :cameFrom, attention_reason = :why,
                    owner = NULL, lease_until = NULL, updated_at = now()
                WHERE %s
                """
                                                .formatted(LEASED)),
                                saga,
                                lease)
                        .bind("cameFrom", cameFrom.name())
                        .bind("why", why)
                        .execute()
                == 1);
    }

    /** Makes an order's stuck sagas due again, in the state and direction they were left in. */
    public List<Resumed> resume(OrderId order) {
        return jdbi.withHandle(h -> h.createQuery(
                        """
                UPDATE saga SET status = 'ACTIVE', attempts = 0, step_started_at = now(), next_attempt_at = now(),
                    attention_reason = NULL, updated_at = now()
                WHERE order_id = :order AND status = 'NEEDS_ATTENTION'
                RETURNING id, resume_status
                """)
                .bind("order", order.value())
                .map((rows, context) -> new Resumed(
                        rows.getObject("id", UUID.class), OrderStatus.valueOf(rows.getString("resume_status"))))
                .list());
    }

    /** Puts off a saga that could not even be read or recorded, so that it does not stand in the way of others. */
    public void postpone(Claim claim, String owner, Duration delay) {
        jdbi.useHandle(h -> h.createUpdate(
                        """
                UPDATE saga SET next_attempt_at = now() + make_interval(secs => :delay), owner = NULL, lease_until = NULL
                WHERE id = :id AND fence = :fence AND owner = :owner
                """)
                .bind("id", claim.id())
                .bind("fence", claim.fence())
                .bind("owner", owner)
                .bind("delay", seconds(delay))
                .execute());
    }

    /** Gives back every lease of a process that is about to end. */
    public int releaseAll(String owner) {
        return jdbi.withHandle(h -> h.createUpdate(
                        "UPDATE saga SET owner = NULL, lease_until = NULL WHERE owner = :owner AND status = 'ACTIVE'")
                .bind("owner", owner)
                .execute());
    }

    /** Which of these sagas are at rest, or wait for a person. */
    public List<UUID> atRest(List<UUID> ids) {
        return jdbi.withHandle(h -> h.createQuery("SELECT id FROM saga WHERE id = ANY(:ids) AND status <> 'ACTIVE'")
                .bindArray("ids", UUID.class, ids)
                .mapTo(UUID.class)
                .list());
    }

    /** The products for which an order's checkout was refused; empty when it was not about any in particular. */
    public List<String> refusedSkus(OrderId order) {
        return jdbi.withHandle(h -> h.createQuery(
                        "SELECT sku FROM saga, unnest(refused_skus) WITH ORDINALITY AS refused (sku, place) WHERE id = :order ORDER BY place")
                .bind("order", order.value())
                .mapTo(String.class)
                .list());
    }

    /** What is not at rest, in one look. */
    public SagaBacklog backlog() {
        return jdbi.withHandle(h -> h.createQuery(
                        """
                        SELECT count(*) AS unfinished,
                               coalesce(extract(epoch FROM now() - min(created_at)), 0)::bigint AS oldest_seconds,
                               count(*) FILTER (WHERE greatest(next_attempt_at, coalesce(lease_until, next_attempt_at))
                                                      < now() - interval '25 seconds') AS overdue,
                               (SELECT count(*) FROM saga WHERE status = 'NEEDS_ATTENTION') AS needing_attention
                        FROM saga WHERE status = 'ACTIVE'""")
                .map((row, context) -> new SagaBacklog(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .one());
    }

    private boolean changed(String sql, SagaInstance saga, Lease lease) {
        return jdbi.withHandle(h -> bind(h.createUpdate(sql), saga, lease).execute() == 1);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, SagaInstance saga, Lease lease) {
        return statement
                .configure(SqlStatements.class, config -> config.setUnusedBindingAllowed(true))
                .bind("id", saga.id())
                .bind("fence", saga.fence())
                .bind("owner", lease.owner())
                .bind("lease", seconds(lease.duration()))
                .bind("direction", saga.direction().name())
                .bind("step", saga.step().name())
                .bind("reason", saga.reason() == null ? null : saga.reason().name())
                .bindArray("skus", String.class, saga.refusedSkus())
                .bindByType("payment", saga.paymentId(), UUID.class)
                .bind("attempts", saga.attempts())
                .bind("inStep", seconds(saga.sinceStepStarted()));
    }

    private static SagaInstance saga(ResultSet rows) throws SQLException {
        SagaKind kind = SagaKind.valueOf(rows.getString("kind"));
        Direction direction = Direction.valueOf(rows.getString("direction"));
        String reason = rows.getString("reason");
        return new SagaInstance(
                rows.getObject("id", UUID.class),
                kind,
                new OrderId(rows.getObject("order_id", UUID.class)),
                direction,
                SagaStep.of(kind, direction, rows.getString("step")),
                reason == null ? null : RejectionReason.valueOf(reason),
                List.of((String[]) rows.getArray("refused_skus").getArray()),
                rows.getObject("payment_id", UUID.class),
                rows.getString("payment_method"),
                rows.getString("payment_token"),
                rows.getInt("attempts"),
                Duration.ofMillis((long) (rows.getDouble("in_step") * 1000)),
                rows.getLong("fence"));
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
