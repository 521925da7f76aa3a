package org.tradepost.orders.webhook.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.OrdersError;
import org.tradepost.orders.webhook.control.Subscriptions.Wanted;
import org.tradepost.orders.webhook.entity.Delivery;
import org.tradepost.orders.webhook.entity.Subscription;
import org.tradepost.orders.webhook.entity.Subscription.Status;
import org.tradepost.orders.webhook.entity.WebhookSecret;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;

/** Making, changing and removing subscriptions, their secrets, and what is recorded for them. */
class SubscriptionsIT {

    private static final String URL = "https://shop.example.com/hooks";
    private static final String ADJUSTED = "tradepost.catalog.stock-adjusted.v1";
    private static final UUID NOBODY = new UUID(0, 1);

    private WebhookFixture webhooks;

    @BeforeEach
    void open() {
        webhooks = new WebhookFixture();
    }

    @Test
    void aNewSubscriptionIsActiveAndHasASecretThatTheDatabaseDoesNotShow() {
        UUID id = webhooks.subscribe(URL);

        Subscription made = webhooks.change.require(id);
        assertThat(made.url()).isEqualTo(URL);
        assertThat(made.status()).isEqualTo(Status.ACTIVE);
        assertThat(made.version()).isEqualTo(1);
        String secret = secrets(id).get(0).text();
        assertThat(stored()).isNotEmpty().doesNotContain(secret, secret.substring(6), "whsec_");
        assertThat(webhooks.secrets.rows().countByKey()).containsOnly(Map.entry("k1", 1L));
        assertThat(audited()).containsExactly("webhook.created");
    }

    @Test
    void moreThanTheLimitIsRefused() {
        List.of(1, 2, 3).forEach(n -> webhooks.subscribe(URL));
        assertRefused(OrdersError.WEBHOOK_LIMIT_REACHED, () -> webhooks.subscribe(URL));
        assertThat(webhooks.log.subscriptions("ACTIVE")).isEqualTo(3);
    }

    @Test
    void aChangeNeedsTheVersionThatWasRead() {
        UUID id = webhooks.subscribe(URL);
        Wanted paused = new Wanted(URL + "/new", List.of(ADJUSTED), "words", Status.PAUSED);

        assertRefused(CommonError.PRECONDITION_REQUIRED, () -> change(id, null, paused));
        assertRefused(CommonError.PRECONDITION_FAILED, () -> change(id, "\"7\"", paused));
        assertRefused(CommonError.NOT_FOUND, () -> change(NOBODY, "*", paused));
        assertThat(webhooks.change.require(id).url()).isEqualTo(URL);

        Subscription changed = change(id, "\"1\"", paused);
        assertThat(changed.status()).isEqualTo(Status.PAUSED);
        assertThat(changed.eventTypes()).containsExactly(ADJUSTED);
        assertThat(changed.description()).isEqualTo("words");
        assertThat(changed.version()).isEqualTo(2);
    }

    @Test
    void oneThatWasDisabledBeginsAnewWhenItIsActiveAgain() {
        UUID id = webhooks.subscribe(URL);
        webhooks.jdbi.useHandle(
                h -> h.execute(
                        """
                UPDATE webhook_subscription SET status = 'DISABLED', disabled_reason = 'FAILING', failures = 9,
                    failing_since = now() - interval '4 days', blocked_until = now() + interval '5 minutes'"""));
        webhooks.happen(1);
        assertThat(webhooks.count("PENDING")).isZero();

        Subscription active = change(id, "*", WebhookFixture.wanted(URL, WebhookFixture.PLACED));
        assertThat(active.disabledReason()).isNull();
        assertThat(active.failingSince()).isNull();
        webhooks.happen(1);
        assertThat(webhooks.claim(5)).hasSize(1);
    }

    @Test
    void removingTakesSecretsAndDeliveriesAlong() {
        UUID id = webhooks.subscribe(URL);
        webhooks.happen(1);
        assertRefused(CommonError.PRECONDITION_REQUIRED, () -> webhooks.change.remove(id, null));
        assertRefused(CommonError.NOT_FOUND, () -> webhooks.change.remove(NOBODY, "*"));

        webhooks.jdbi.useTransaction(h -> webhooks.change.remove(id, "\"1\""));

        assertRefused(CommonError.NOT_FOUND, () -> webhooks.change.require(id));
        assertThat(stored()).isEmpty();
        assertThat(webhooks.count("PENDING")).isZero();
        assertThat(audited()).containsExactly("webhook.created", "webhook.deleted");
    }

    @Test
    void aSecretIsValidForADayAfterItWasRotated() {
        UUID id = webhooks.subscribe(URL);
        String first = secrets(id).get(0).text();
        rotate(id);

        assertThat(secrets(id)).hasSize(2);
        assertThat(secrets(id).get(1).text()).isEqualTo(first);
        webhooks.jdbi.useHandle(
                h -> h.execute("UPDATE webhook_secret SET expires_at = expires_at - interval '24 hours 1 second'"));
        assertThat(secrets(id)).extracting(WebhookSecret::text).hasSize(1).doesNotContain(first);
        assertRefused(CommonError.NOT_FOUND, () -> rotate(NOBODY));
    }

    /** Ids follow the clocks of replicas, which may differ. */
    @Test
    void theCurrentSecretIsTheOneThatDoesNotExpireWhateverItsId() {
        UUID id = webhooks.subscribe(URL);
        String lesser = secrets(id).get(0).text();
        rotate(id);
        webhooks.jdbi.useTransaction(h -> {
            h.execute("UPDATE webhook_secret SET expires_at = now() + interval '1 hour'");
            h.execute(
                    "UPDATE webhook_secret SET expires_at = NULL WHERE id = (SELECT min(id::text)::uuid FROM webhook_secret)");
        });

        assertThat(secrets(id))
                .hasSize(2)
                .first()
                .extracting(WebhookSecret::text)
                .isEqualTo(lesser);
    }

    @Test
    void noMoreThanFiveSecretsAreValid() {
        UUID id = webhooks.subscribe(URL);
        for (int i = 0; i < 9; i++) {
            rotate(id);
        }
        assertThat(secrets(id)).hasSize(5);
    }

    @Test
    void anEventIsRecordedOnceForEachThatWantsItsType() {
        webhooks.subscribe(URL);
        UUID other = webhooks.subscribe(URL + "/other");
        change(other, "*", WebhookFixture.wanted(URL, ADJUSTED, WebhookFixture.PLACED));
        var placed = WebhookFixture.event(WebhookFixture.PLACED);
        webhooks.jdbi.useTransaction(h -> {
            webhooks.recording.handle(placed);
            webhooks.recording.handle(placed);
            webhooks.recording.handle(WebhookFixture.event(ADJUSTED));
            webhooks.recording.handle(WebhookFixture.event("tradepost.payments.payment-voided.v1"));
        });

        assertThat(webhooks.count("PENDING")).isEqualTo(3);
        assertThat(webhooks.recording.wanted()).containsExactlyInAnyOrder(WebhookFixture.PLACED, ADJUSTED);
    }

    @Test
    void whereNobodyHasSubscribedNothingIsWanted() {
        UUID id = webhooks.subscribe(URL);
        change(id, "*", new Wanted(URL, List.of(ADJUSTED), null, Status.PAUSED));
        assertThat(webhooks.recording.wanted()).isEmpty();
    }

    @Test
    void whatRollsBackIsNotRecorded() {
        webhooks.subscribe(URL);
        assertThatThrownBy(() -> webhooks.jdbi.useTransaction(h -> {
                    webhooks.recording.handle(WebhookFixture.event(WebhookFixture.PLACED));
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(webhooks.count("PENDING")).isZero();
    }

    @Test
    void aSettledDeliveryCanBeBegunAnewWithAllItsAttempts() {
        UUID id = webhooks.subscribe(URL);
        webhooks.happen(1);
        Delivery pending = deliveries(id).get(0);
        assertRefused(OrdersError.WEBHOOK_DELIVERY_PENDING, () -> webhooks.redeliver.redeliver(id, pending.id()));
        assertRefused(CommonError.NOT_FOUND, () -> webhooks.redeliver.redeliver(NOBODY, pending.id()));
        webhooks.claim(1);
        webhooks.jdbi.useHandle(h ->
                h.execute("UPDATE webhook_delivery SET status = 'FAILED', next_attempt_at = NULL, settled_at = now()"));

        webhooks.jdbi.useTransaction(h -> webhooks.redeliver.redeliver(id, pending.id()));

        var again = webhooks.claim(1).get(0);
        assertThat(again.eventId()).isEqualTo(pending.eventId());
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.turn()).isEqualTo(1);
        assertThat(audited()).containsExactly("webhook.created", "webhook.redelivered");
    }

    @Test
    void listsHavePages() {
        List<UUID> ids = List.of(webhooks.subscribe(URL), webhooks.subscribe(URL), webhooks.subscribe(URL));
        var first = webhooks.subscriptions.page(PageRequest.of(2L, null, Subscriptions.CURSOR_KEYS));
        var second = webhooks.subscriptions.page(PageRequest.of(2L, first.nextCursor(), Subscriptions.CURSOR_KEYS));
        assertThat(first.items()).extracting(Subscription::id).isEqualTo(ids.subList(0, 2));
        assertThat(second.items()).extracting(Subscription::id).isEqualTo(ids.subList(2, 3));
        assertThat(second.nextCursor()).isNull();

        webhooks.happen(3);
        var newest = webhooks.log.page(ids.get(0), PageRequest.of(2L, null, DeliveryLog.CURSOR_KEYS));
        var oldest = webhooks.log.page(ids.get(0), PageRequest.of(2L, newest.nextCursor(), DeliveryLog.CURSOR_KEYS));
        assertThat(newest.items()).hasSize(2);
        assertThat(oldest.items()).singleElement().satisfies(last -> assertThat(newest.items())
                .allSatisfy(one ->
                        assertThat(one.id().toString()).isGreaterThan(last.id().toString())));
        assertRefused(
                CommonError.MALFORMED_REQUEST, () -> webhooks.subscriptions.page(new PageRequest(2, List.of("no id"))));
    }

    private Subscription change(UUID id, String ifMatch, Wanted wanted) {
        return webhooks.jdbi.inTransaction(h -> webhooks.change.change(webhooks.audit.scene(), id, ifMatch, wanted));
    }

    private void rotate(UUID id) {
        webhooks.jdbi.useTransaction(h -> webhooks.change.rotateSecret(id));
    }

    private List<WebhookSecret> secrets(UUID id) {
        return webhooks.secrets.valid(List.of(id)).getOrDefault(id, List.of());
    }

    private List<Delivery> deliveries(UUID id) {
        return webhooks.log.page(id, new PageRequest(10, List.of())).items();
    }

    private String stored() {
        return webhooks.jdbi.withHandle(
                h -> h.createQuery("SELECT coalesce(string_agg(s::text, ' '), '') FROM webhook_secret s")
                        .mapTo(String.class)
                        .one());
    }

    private List<String> audited() {
        return webhooks.jdbi.withHandle(
                h -> h.createQuery("SELECT payload::json -> 'data' -> 'entry' ->> 'action' FROM outbox ORDER BY id")
                        .mapTo(String.class)
                        .list());
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                .isEqualTo(code));
    }
}
