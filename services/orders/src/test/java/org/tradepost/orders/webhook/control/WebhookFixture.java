package org.tradepost.orders.webhook.control;

import io.opentelemetry.api.trace.TracerProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.orders.ordering.testing.OrderRows;
import org.tradepost.orders.webhook.control.Subscriptions.Wanted;
import org.tradepost.orders.webhook.entity.PublicAddresses;
import org.tradepost.orders.webhook.entity.RetrySchedule;
import org.tradepost.orders.webhook.entity.Subscription.Status;
import org.tradepost.orders.webhook.entity.WebhookSignatures;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.ClientAddress;
import org.tradepost.shared.audit.Refusals;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.encryption.DataKeys;
import org.tradepost.shared.encryption.FieldEncryption;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.outbox.CloudEvent;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;

/** Webhooks on a database of their own, without a container. */
final class WebhookFixture {

    static final String PLACED = "tradepost.orders.order-placed.v1";
    static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    static final Duration LEASE = Duration.ofSeconds(30);

    final TestDatabase database = TestPostgres.start().database("orders");
    final Jdbi jdbi = database.jdbi();
    final Subscriptions subscriptions = new Subscriptions(jdbi);
    final WebhookSecrets secrets =
            new WebhookSecrets(jdbi, new FieldEncryption(DataKeys.parse("k1:" + OrderRows.key(1))));
    final RecordDeliveries recording = new RecordDeliveries(jdbi);
    final DeliveryQueue queue = new DeliveryQueue(jdbi);
    final DeliveryLog log = new DeliveryLog(jdbi);
    final AuditTrail audit = new AuditTrail(
            "orders", new OutboxWriter(jdbi, "orders"), new Refusals(), new CallerContext(), new ClientAddress());
    final ChangeSubscriptions change = new ChangeSubscriptions(subscriptions, secrets, audit, 3);
    final Redeliver redeliver = new Redeliver(log, audit);

    static Wanted wanted(String url, String... types) {
        return new Wanted(url, List.of(types), null, Status.ACTIVE);
    }

    UUID subscribe(String url) {
        return jdbi.inTransaction(h -> change.create(audit.scene(), wanted(url, PLACED)));
    }

    static CloudEvent event(String type) {
        return new CloudEvent(
                "1.0",
                Ids.newId(),
                "/tradepost/orders",
                type,
                Ids.newId().toString(),
                Instant.now(),
                "application/json",
                1,
                "00-" + TRACE + "-00f067aa0ba902b7-01",
                Json.mapper().createObjectNode());
    }

    void happen(int times) {
        jdbi.useTransaction(h -> {
            for (int i = 0; i < times; i++) {
                recording.handle(event(PLACED));
            }
        });
    }

    List<DeliveryQueue.Claimed> claim(int slots) {
        return jdbi.inTransaction(h -> queue.claim((id, receivers) -> slots, LEASE));
    }

    /** Lets all that waits be due, as if its time had come. */
    void passTime() {
        jdbi.useHandle(h -> {
            h.execute("UPDATE webhook_delivery SET next_attempt_at = now() WHERE status = 'PENDING'");
            h.execute("UPDATE webhook_subscription SET blocked_until = now() WHERE blocked_until IS NOT NULL");
        });
    }

    DeliverySender sender(Receivers receivers, DeliverySender.Limits limits) {
        return new DeliverySender(
                queue,
                secrets,
                receivers,
                new WebhookSignatures(Optional.empty()),
                new RetrySchedule(() -> 0),
                limits,
                Duration.ofSeconds(15),
                Clock.systemUTC(),
                result -> {},
                TracerProvider.noop().get("test"));
    }

    static Receivers receivers(Duration timeOut) {
        return new Receivers(new PublicAddresses(true), timeOut, 64);
    }

    long count(String status) {
        return jdbi.withHandle(h -> h.createQuery("SELECT count(*) FROM webhook_delivery WHERE status = :status")
                .bind("status", status)
                .mapTo(Long.class)
                .one());
    }
}
