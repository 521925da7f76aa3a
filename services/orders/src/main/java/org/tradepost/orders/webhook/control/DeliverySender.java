package org.tradepost.orders.webhook.control;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tradepost.orders.webhook.control.DeliveryQueue.Claimed;
import org.tradepost.orders.webhook.control.DeliveryQueue.Result;
import org.tradepost.orders.webhook.entity.Attempt;
import org.tradepost.orders.webhook.entity.Attempt.Failure;
import org.tradepost.orders.webhook.entity.RetrySchedule;
import org.tradepost.orders.webhook.entity.WebhookSecret;
import org.tradepost.orders.webhook.entity.WebhookSignatures;

/**
 * Sends what is due: claims a batch, posts all of it at once, records what has ended meanwhile. One thread calls it, and it never waits for a
 * receiver. Each active subscription has its own share of the requests that may be under way, so that a slow receiver holds up nobody
 * else.
 */
final class DeliverySender {

    /** How many requests may be under way, in all and to one receiver. */
    record Limits(int concurrency, int perReceiver) {

        int share(int receivers) {
            return Math.max(1, Math.min(perReceiver, concurrency / Math.max(1, receivers)));
        }
    }

    /** Longest pause before it looks for what is due. */
    private static final long IDLE_MILLIS = 250;

    /** Beyond the time-out of an attempt, until its claim is taken for lost. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(15);

    private final DeliveryQueue queue;
    private final WebhookSecrets secrets;
    private final Receivers receivers;
    private final WebhookSignatures signatures;
    private final RetrySchedule schedule;
    private final Limits limits;
    private final Duration lease;
    private final Clock clock;
    private final Consumer<Result> witness;
    private final AttemptSpans spans;

    private final BlockingQueue<Result> ended = new LinkedBlockingQueue<>();
    private final List<Result> unsettled = new ArrayList<>();
    private final Map<UUID, Integer> underWay = new HashMap<>();

    /**
     * @param timeOut of an attempt
     * @param witness told of each result once it is recorded
     * @param tracer told of each attempt
     */
    DeliverySender(
            DeliveryQueue queue,
            WebhookSecrets secrets,
            Receivers receivers,
            WebhookSignatures signatures,
            RetrySchedule schedule,
            Limits limits,
            Duration timeOut,
            Clock clock,
            Consumer<Result> witness,
            Tracer tracer) {
        this.queue = queue;
        this.secrets = secrets;
        this.receivers = receivers;
        this.signatures = signatures;
        this.schedule = schedule;
        this.limits = limits;
        this.lease = timeOut.plus(LEASE_MARGIN);
        this.clock = clock;
        this.witness = witness;
        this.spans = new AttemptSpans(tracer);
    }

    /** One round; waits a moment for something to end. What could not be recorded is kept for the next. */
    synchronized Duration round() throws InterruptedException {
        settle(IDLE_MILLIS);
        List<Claimed> claimed = queue.claim(this::free, lease);
        if (!claimed.isEmpty()) {
            send(claimed);
        }
        return Duration.ZERO;
    }

    /** Records what is under way, as far as it ends in time; the rest is sent again when its lease has ended. */
    synchronized void finish(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!underWay.isEmpty() && System.nanoTime() < end) {
            settle(IDLE_MILLIS);
        }
    }

    private void settle(long waitMillis) throws InterruptedException {
        Result first = unsettled.isEmpty() ? ended.poll(waitMillis, TimeUnit.MILLISECONDS) : null;
        if (first != null) {
            unsettled.add(first);
        }
        ended.drainTo(unsettled);
        if (unsettled.isEmpty()) {
            return;
        }
        queue.settle(unsettled);
        unsettled.forEach(result -> {
            underWay.computeIfPresent(
                    result.claimed().receiver().subscriptionId(), (id, count) -> count == 1 ? null : count - 1);
            witness.accept(result);
        });
        unsettled.clear();
    }

    private int free(UUID subscription, int receivers) {
        return limits.share(receivers) - underWay.getOrDefault(subscription, 0);
    }

    private void send(List<Claimed> claimed) {
        Map<UUID, List<WebhookSecret>> keys = secrets.valid(claimed.stream()
                .map(one -> one.receiver().subscriptionId())
                .distinct()
                .toList());
        for (Claimed one : claimed) {
            UUID subscription = one.receiver().subscriptionId();
            underWay.merge(subscription, 1, Integer::sum);
            List<WebhookSecret> valid = keys.getOrDefault(subscription, List.of());
            Span span = spans.begin(one);
            CompletableFuture<Attempt> attempt = valid.isEmpty()
                    ? CompletableFuture.completedFuture(Attempt.failed(Failure.UNSIGNED, Duration.ZERO))
                    : receivers.post(subscription, one.receiver().url(), headers(one, valid), one.body());
            attempt.thenAccept(made -> {
                spans.end(span, made);
                ended.add(result(one, made));
            });
        }
    }

    private Map<String, String> headers(Claimed claimed, List<WebhookSecret> valid) {
        long timestamp = clock.instant().getEpochSecond();
        return Map.of(
                "webhook-id", claimed.eventId().toString(),
                "webhook-timestamp", Long.toString(timestamp),
                "webhook-signature", signatures.of(claimed.eventId(), timestamp, claimed.body(), valid));
    }

    private Result result(Claimed claimed, Attempt attempt) {
        boolean isLast = attempt.isDelivered() || attempt.isGone();
        Optional<Duration> next = isLast ? Optional.empty() : schedule.next(claimed.turn(), attempt.retryAfter());
        return new Result(claimed, attempt, next);
    }
}
