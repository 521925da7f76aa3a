package org.tradepost.orders.webhook.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.orders.webhook.entity.Attempt;

/**
 * The deliveries that are due, shared by all replicas. Who claims one has it for the time of a lease; what is not settled by then, because the
 * claimer was killed, is due again. A result is taken from the latest claimer only.
 *
 * <p>A receiver that failed several times in a row is left alone for a while, which doubles; then one delivery is tried.
 */
@ApplicationScoped
public class DeliveryQueue {

    /**
     * An attempt that has to be made.
     *
     * @param attempt counts from 1 and is the fencing number of the result
     * @param turn the same, counted since the delivery was begun, first or anew
     * @param traceparent of the change that the event tells of; null for none
     */
    public record Claimed(
            UUID id, Receiver receiver, UUID eventId, String body, int attempt, int turn, String traceparent) {}

    /**
     * Who is asked by an attempt.
     *
     * @param version of the subscription, which says whether what the receiver answers is still of interest
     * @param trial whether the receiver is otherwise left alone
     */
    public record Receiver(UUID subscriptionId, String url, long version, boolean trial) {}

    /**
     * How a claimed attempt ended.
     *
     * @param retryIn when to try again; empty for never
     */
    public record Result(Claimed claimed, Attempt attempt, Optional<Duration> retryIn) {

        String status() {
            if (attempt.isDelivered()) {
                return "DELIVERED";
            }
            return retryIn.isPresent() ? "PENDING" : "FAILED";
        }
    }

    private static final int FAILURES_THAT_BLOCK = 5;
    private static final int FIRST_BLOCK_SECONDS = 30;
    private static final int LONGEST_BLOCK_SECONDS = 300;

    private record Open(UUID id, boolean trial) {}

    /** A receiver that something may have to be noted of. */
    private record Noted(UUID id, long version, boolean blocked) {

        /**
         * An answer of an address that it does not have any more says nothing of it. Nor do failures of what was sent before it was
         * blocked: they would block it for as long as so many in a row.
         */
        boolean isToldBy(Result result) {
            Receiver asked = result.claimed().receiver();
            return asked.version() == version
                    && (!blocked
                            || asked.trial()
                            || result.attempt().isDelivered()
                            || result.attempt().isGone());
        }
    }

    private final Jdbi jdbi;

    @Inject
    public DeliveryQueue(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected DeliveryQueue() {
        this(null);
    }

    /**
     * Claims what is due, the oldest of each receiver first.
     *
     * @param slots how many more one receiver may be given, by its subscription's id and the number of active subscriptions
     * @param lease longer than any attempt takes
     */
    @Transactional(rollbackOn = Exception.class)
    public List<Claimed> claim(ToIntBiFunction<UUID, Integer> slots, Duration lease) {
        return jdbi.withHandle(h -> {
            List<Open> open = open(h, lease);
            List<UUID> ids = new ArrayList<>();
            List<Integer> limits = new ArrayList<>();
            Set<UUID> trials = open.stream().filter(Open::trial).map(Open::id).collect(Collectors.toSet());
            for (Open one : open) {
                int free = slots.applyAsInt(one.id(), open.size());
                if (free > 0) {
                    ids.add(one.id());
                    limits.add(one.trial() ? 1 : free);
                }
            }
            return ids.isEmpty() ? List.of() : claim(h, ids, limits, trials, lease);
        });
    }

    /** Who may be told: receivers that are not blocked, and those whose time for a trial has come, for whichever replica sees it first. */
    private static List<Open> open(Handle h, Duration lease) {
        Set<UUID> trials = h.createQuery(
                        """
                        UPDATE webhook_subscription s SET blocked_until = now() + make_interval(secs => :lease)
                        WHERE status = 'ACTIVE' AND blocked_until <= now() AND EXISTS (
                            SELECT 1 FROM webhook_delivery d
                            WHERE d.subscription_id = s.id AND d.status = 'PENDING' AND d.next_attempt_at <= now())
                        RETURNING id""")
                .bind("lease", seconds(lease))
                .mapTo(UUID.class)
                .set();
        return h.createQuery(
                        """
                        SELECT id, blocked_until IS NOT NULL FROM webhook_subscription
                        WHERE status = 'ACTIVE' AND (blocked_until IS NULL OR id = ANY(:trials))""")
                .bindArray("trials", UUID.class, List.copyOf(trials))
                .map((r, c) -> new Open(r.getObject(1, UUID.class), r.getBoolean(2)))
                .list();
    }

    /** An array of ids is looked up by the key, whatever the planner believes of the table, whose size changes all the time. */
    private static List<Claimed> claim(
            Handle h, List<UUID> ids, List<Integer> limits, Set<UUID> trials, Duration lease) {
        return h.createQuery(
                        """
                        UPDATE webhook_delivery d SET attempts = attempts + 1,
                            next_attempt_at = now() + make_interval(secs => :lease)
                        WHERE id = ANY(ARRAY(
                            SELECT due.id FROM unnest(:ids, :limits) AS receiver (subscription_id, slots)
                            CROSS JOIN LATERAL (
                                SELECT id FROM webhook_delivery
                                WHERE subscription_id = receiver.subscription_id AND status = 'PENDING'
                                  AND next_attempt_at <= now()
                                ORDER BY next_attempt_at LIMIT receiver.slots FOR UPDATE SKIP LOCKED) due))
                        RETURNING id, subscription_id, event_id, attempts, attempts - earlier_attempts AS turn,
                            (SELECT url FROM webhook_subscription s WHERE s.id = d.subscription_id) AS url,
                            (SELECT version FROM webhook_subscription s WHERE s.id = d.subscription_id) AS version,
                            (SELECT body FROM webhook_event e WHERE e.event_id = d.event_id) AS body,
                            (SELECT traceparent FROM webhook_event e WHERE e.event_id = d.event_id) AS traceparent""")
                .bindArray("ids", UUID.class, ids)
                .bindArray("limits", Integer.class, limits)
                .bind("lease", seconds(lease))
                .map((row, context) -> claimed(row, trials))
                .list();
    }

    /** Records how attempts ended, and what that says about their receivers. */
    @Transactional(rollbackOn = Exception.class)
    public void settle(List<Result> results) {
        jdbi.useHandle(h -> {
            record(h, results);
            health(h, results);
        });
    }

    private static void record(Handle h, List<Result> results) {
        h.createUpdate(
                        """
                        UPDATE webhook_delivery d SET status = r.status, last_attempt_at = now(),
                            last_status = nullif(r.answer, 0), last_failure = nullif(r.failure, ''),
                            next_attempt_at = CASE WHEN r.status = 'PENDING' THEN now() + make_interval(secs => r.pause) END,
                            settled_at = CASE WHEN r.status <> 'PENDING' THEN now() END
                        FROM unnest(:ids, :attempts, :statuses, :answers, :failures, :pauses)
                            AS r (id, attempt, status, answer, failure, pause)
                        WHERE d.id = ANY(:ids) AND d.id = r.id AND d.attempts = r.attempt AND d.status = 'PENDING'""")
                .bindArray("ids", UUID.class, each(results, r -> r.claimed().id()))
                .bindArray("attempts", Integer.class, each(results, r -> r.claimed()
                        .attempt()))
                .bindArray("statuses", String.class, each(results, Result::status))
                .bindArray(
                        "answers", Integer.class, each(results, r -> r.attempt().status()))
                .bindArray("failures", String.class, each(results, DeliveryQueue::failure))
                .bindArray("pauses", Integer.class, each(results, r ->
                        (int) r.retryIn().map(Duration::toSeconds).orElse(0L).longValue()))
                .execute();
    }

    /** One that answered as it should is well, whatever else it did; the others have failed so many times more. */
    private static void health(Handle h, List<Result> all) {
        Map<UUID, Noted> noted = locked(h, all);
        List<Result> results = all.stream()
                .filter(r -> noted.containsKey(subscription(r))
                        && noted.get(subscription(r)).isToldBy(r))
                .toList();
        if (results.isEmpty()) {
            return;
        }
        List<UUID> well = subscriptions(results, r -> r.attempt().isDelivered());
        List<Result> failed =
                results.stream().filter(r -> !well.contains(subscription(r))).toList();
        h.createUpdate(
                        """
                        UPDATE webhook_subscription SET failures = 0, failing_since = NULL, blocked_until = NULL
                        WHERE id = ANY(:ids) AND failures > 0""")
                .bindArray("ids", UUID.class, well)
                .execute();
        if (failed.isEmpty()) {
            return;
        }
        h.createUpdate(
                        """
                        UPDATE webhook_subscription s SET failures = failed.failures,
                            failing_since = coalesce(s.failing_since, now()),
                            blocked_until = CASE WHEN failed.failures >= :limit THEN now() + make_interval(secs =>
                                least(:longest, :first * power(2, least(failed.failures - :limit, 10)))) END
                        FROM (SELECT b.id, greatest(b.failures + 1, least(:limit, b.failures + count(*)))::integer AS failures
                              FROM unnest(:ids) AS f (id) JOIN webhook_subscription b ON b.id = f.id
                              GROUP BY b.id) failed
                        WHERE s.id = failed.id""")
                .bindArray("ids", UUID.class, each(failed, DeliveryQueue::subscription))
                .bind("limit", FAILURES_THAT_BLOCK)
                .bind("first", FIRST_BLOCK_SECONDS)
                .bind("longest", LONGEST_BLOCK_SECONDS)
                .execute();
        h.createUpdate(
                        """
                        UPDATE webhook_subscription SET status = 'DISABLED', version = version + 1,
                            disabled_reason = CASE WHEN id = ANY(:gone) THEN 'GONE' ELSE 'FAILING' END
                        WHERE status = 'ACTIVE' AND (id = ANY(:gone)
                            OR (id = ANY(:failed) AND failing_since < now() - interval '3 days'))""")
                .bindArray("gone", UUID.class, subscriptions(results, r -> r.attempt()
                        .isGone()))
                .bindArray("failed", UUID.class, subscriptions(failed, r -> true))
                .execute();
    }

    /** Locks what may change, in the order of ids, so that replicas do not wait for each other in a circle. */
    private static Map<UUID, Noted> locked(Handle h, List<Result> results) {
        return h
                .createQuery(
                        """
                        SELECT id, version, blocked_until IS NOT NULL AS blocked FROM webhook_subscription
                        WHERE id = ANY(:ids) AND (failures > 0 OR id = ANY(:failed)) ORDER BY id FOR NO KEY UPDATE""")
                .bindArray("ids", UUID.class, subscriptions(results, r -> true))
                .bindArray("failed", UUID.class, subscriptions(results, r -> !r.attempt()
                        .isDelivered()))
                .map((row, context) ->
                        new Noted(row.getObject("id", UUID.class), row.getLong("version"), row.getBoolean("blocked")))
                .stream()
                .collect(Collectors.toMap(Noted::id, Function.identity()));
    }

    private static List<UUID> subscriptions(List<Result> results, Function<Result, Boolean> which) {
        return results.stream()
                .filter(which::apply)
                .map(DeliveryQueue::subscription)
                .distinct()
                .toList();
    }

    private static UUID subscription(Result result) {
        return result.claimed().receiver().subscriptionId();
    }

    private static <T> List<T> each(List<Result> results, Function<Result, T> part) {
        return results.stream().map(part).toList();
    }

    private static String failure(Result result) {
        return result.attempt().failure() == null
                ? ""
                : result.attempt().failure().name();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static Claimed claimed(ResultSet row, Set<UUID> trials) throws SQLException {
        UUID subscription = row.getObject("subscription_id", UUID.class);
        return new Claimed(
                row.getObject("id", UUID.class),
                new Receiver(subscription, row.getString("url"), row.getLong("version"), trials.contains(subscription)),
                row.getObject("event_id", UUID.class),
                row.getString("body"),
                row.getInt("attempts"),
                row.getInt("turn"),
                row.getString("traceparent"));
    }
}
