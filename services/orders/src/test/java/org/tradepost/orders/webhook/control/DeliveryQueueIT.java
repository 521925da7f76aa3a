package org.tradepost.orders.webhook.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.webhook.control.DeliveryQueue.Claimed;
import org.tradepost.orders.webhook.control.DeliveryQueue.Result;
import org.tradepost.orders.webhook.control.Subscriptions.Wanted;
import org.tradepost.orders.webhook.entity.Attempt;
import org.tradepost.orders.webhook.entity.Attempt.Failure;
import org.tradepost.orders.webhook.entity.Delivery;
import org.tradepost.orders.webhook.entity.Subscription;
import org.tradepost.orders.webhook.entity.Subscription.DisabledReason;
import org.tradepost.orders.webhook.entity.Subscription.Status;
import org.tradepost.shared.paging.PageRequest;

/** Who may send what, when: claims, leases, blocked receivers. */
class DeliveryQueueIT {

    private static final Attempt DELIVERED = Attempt.answered(200, Duration.ZERO, Duration.ZERO);
    private static final Attempt BROKEN = Attempt.failed(Failure.BROKEN, Duration.ZERO);
    private static final Duration SOON = Duration.ofSeconds(5);

    private WebhookFixture webhooks;
    private UUID shop;

    @BeforeEach
    void open() {
        webhooks = new WebhookFixture();
        shop = webhooks.subscribe("https://shop.example.com/hooks");
    }

    @Test
    void whatIsClaimedIsNobodyElses() {
        webhooks.happen(3);
        try (Handle other = webhooks.database.jdbi().open()) {
            other.begin();
            other.execute("SELECT 1 FROM webhook_delivery ORDER BY next_attempt_at LIMIT 1 FOR UPDATE");
            assertThat(webhooks.claim(10)).hasSize(2);
            other.rollback();
        }
        assertThat(webhooks.claim(10)).hasSize(1);
        assertThat(webhooks.claim(10)).isEmpty();
    }

    @Test
    void aReceiverGetsNoMoreThanItsSlots() {
        UUID other = webhooks.subscribe("https://other.example.com/hooks");
        webhooks.happen(5);

        assertThat(webhooks.claim(2))
                .extracting(one -> one.receiver().subscriptionId())
                .containsExactlyInAnyOrder(shop, shop, other, other);
        assertThat(webhooks.claim(0)).isEmpty();
    }

    @Test
    void whatAKilledClaimerHadIsSentByAnother() {
        webhooks.happen(1);
        Claimed lost = webhooks.claim(1).get(0);
        webhooks.passTime();

        Claimed again = webhooks.claim(1).get(0);

        assertThat(again.id()).isEqualTo(lost.id());
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.body()).contains(again.eventId().toString());
    }

    @Test
    void aResultThatComesAfterTheLeaseIsNotTaken() {
        webhooks.happen(1);
        Claimed late = webhooks.claim(1).get(0);
        webhooks.passTime();
        Claimed again = webhooks.claim(1).get(0);

        settle(late, BROKEN, Optional.empty());
        assertThat(webhooks.count("PENDING")).isEqualTo(1);
        settle(again, DELIVERED, Optional.empty());
        assertThat(webhooks.count("DELIVERED")).isEqualTo(1);
    }

    @Test
    void whatFailedWaitsForItsTimeAndIsGivenUpAtTheEnd() {
        webhooks.happen(1);
        settle(webhooks.claim(1).get(0), Attempt.answered(500, Duration.ZERO, Duration.ZERO), Optional.of(SOON));
        assertThat(webhooks.claim(1)).isEmpty();
        webhooks.passTime();
        settle(webhooks.claim(1).get(0), BROKEN, Optional.empty());

        var delivery =
                webhooks.log.page(shop, new PageRequest(1, List.of())).items().get(0);
        assertThat(delivery.status()).isEqualTo(Delivery.Status.FAILED);
        assertThat(delivery.attempts()).isEqualTo(2);
        assertThat(delivery.lastStatus()).isNull();
        assertThat(delivery.lastFailure()).isEqualTo("BROKEN");
        assertThat(delivery.nextAttemptAt()).isNull();
    }

    @Test
    void aReceiverThatFailsFiveTimesIsLeftAloneButForOneTrial() {
        webhooks.happen(20);
        webhooks.claim(5).forEach(one -> settle(one, BROKEN, Optional.of(SOON)));
        assertThat(webhooks.claim(20)).isEmpty();

        webhooks.passTime();
        List<Claimed> trial = webhooks.claim(20);
        assertThat(trial).hasSize(1);
        assertThat(webhooks.claim(20)).isEmpty();
        settle(trial.get(0), DELIVERED, Optional.empty());

        assertThat(webhooks.claim(20)).hasSize(19);
        assertThat(subscription().failingSince()).isNull();
    }

    @Test
    void aTrialThatFailsBlocksTheReceiverForLonger() {
        webhooks.happen(20);
        webhooks.claim(5).forEach(one -> settle(one, BROKEN, Optional.of(SOON)));
        double first = blockedSeconds();
        webhooks.passTime();
        settle(webhooks.claim(20).get(0), BROKEN, Optional.of(SOON));

        assertThat(first).isBetween(25.0, 30.0);
        assertThat(blockedSeconds()).isBetween(55.0, 60.0);
        assertThat(webhooks.claim(20)).isEmpty();
    }

    @Test
    void failuresOfWhatWasSentAtOnceBlockAsFiveDo() {
        webhooks.happen(40);
        List<Claimed> burst = webhooks.claim(30);
        webhooks.jdbi.useTransaction(h -> webhooks.queue.settle(burst.subList(0, 20).stream()
                .map(one -> new Result(one, BROKEN, Optional.of(SOON)))
                .toList()));
        assertThat(blockedSeconds()).isBetween(25.0, 30.0);

        burst.subList(20, 30).forEach(late -> settle(late, BROKEN, Optional.of(SOON)));
        assertThat(blockedSeconds()).isBetween(25.0, 30.0);
    }

    @Test
    void whatAFormerAddressAnswersSaysNothingOfTheNewOne() {
        webhooks.happen(1);
        Claimed sent = webhooks.claim(1).get(0);
        Wanted moved = WebhookFixture.wanted("https://new.example.com/hooks", WebhookFixture.PLACED);
        webhooks.jdbi.useTransaction(h -> webhooks.change.change(webhooks.audit.scene(), shop, "*", moved));

        settle(sent, Attempt.answered(410, Duration.ZERO, Duration.ZERO), Optional.empty());

        assertThat(subscription().status()).isEqualTo(Status.ACTIVE);
        assertThat(subscription().failingSince()).isNull();
    }

    @Test
    void aBlockedReceiverHoldsUpNobodyElse() {
        UUID other = webhooks.subscribe("https://other.example.com/hooks");
        webhooks.happen(6);
        webhooks.claim(5).stream()
                .filter(one -> one.receiver().subscriptionId().equals(shop))
                .forEach(one -> settle(one, BROKEN, Optional.of(SOON)));

        assertThat(webhooks.claim(20))
                .extracting(one -> one.receiver().subscriptionId())
                .containsExactly(other);
    }

    @Test
    void whoIsGoneIsToldNothingMore() {
        webhooks.happen(2);
        settle(webhooks.claim(1).get(0), Attempt.answered(410, Duration.ZERO, Duration.ZERO), Optional.empty());

        assertThat(subscription().status()).isEqualTo(Status.DISABLED);
        assertThat(subscription().disabledReason()).isEqualTo(DisabledReason.GONE);
        assertThat(webhooks.claim(20)).isEmpty();
        webhooks.happen(1);
        assertThat(webhooks.count("PENDING")).isEqualTo(1);
    }

    @Test
    void whoFailedForThreeDaysIsDisabled() {
        webhooks.happen(2);
        settle(webhooks.claim(1).get(0), BROKEN, Optional.of(SOON));
        assertThat(subscription().status()).isEqualTo(Status.ACTIVE);
        webhooks.jdbi.useHandle(
                h -> h.execute("UPDATE webhook_subscription SET failing_since = now() - interval '73 hours'"));
        settle(webhooks.claim(1).get(0), BROKEN, Optional.of(SOON));

        assertThat(subscription().status()).isEqualTo(Status.DISABLED);
        assertThat(subscription().disabledReason()).isEqualTo(DisabledReason.FAILING);
    }

    @Test
    void theBacklogIsWhatNobodyHasBegun() {
        assertThat(webhooks.log.backlog().due()).isZero();
        webhooks.happen(3);
        webhooks.jdbi.useHandle(
                h -> h.execute("UPDATE webhook_delivery SET next_attempt_at = now() - interval '90 seconds'"));
        assertThat(webhooks.log.backlog().due()).isEqualTo(3);
        assertThat(webhooks.log.backlog().oldestSeconds()).isBetween(90L, 95L);
        webhooks.claim(2);
        assertThat(webhooks.log.backlog().due()).isEqualTo(1);
        assertThat(webhooks.log.subscriptions("ACTIVE")).isEqualTo(1);
    }

    @Test
    void theLogIsKeptForThirtyDaysAndWhatNobodyTriesIsGivenUpAfterFour() {
        webhooks.happen(3);
        settle(webhooks.claim(1).get(0), DELIVERED, Optional.empty());
        settle(webhooks.claim(1).get(0), DELIVERED, Optional.empty());
        webhooks.jdbi.useHandle(h -> {
            h.execute(
                    """
                    UPDATE webhook_delivery SET settled_at = now() - interval '31 days' WHERE id IN (
                        SELECT id FROM webhook_delivery WHERE status = 'DELIVERED' LIMIT 1)""");
            h.execute("UPDATE webhook_event SET received_at = now() - interval '31 days'");
            h.execute("UPDATE webhook_delivery SET begun_at = now() - interval '5 days' WHERE status = 'PENDING'");
        });

        assertThat(webhooks.log.removeOld()).isEqualTo(3);
        assertThat(webhooks.log.removeOld()).isZero();
        assertThat(webhooks.count("DELIVERED")).isEqualTo(1);
        assertThat(webhooks.count("FAILED")).isEqualTo(1);
        assertThat(webhooks.jdbi.<Long, RuntimeException>withHandle(
                        h -> h.createQuery("SELECT count(*) FROM webhook_event")
                                .mapTo(Long.class)
                                .one()))
                .isEqualTo(2);
    }

    @Test
    void howeverMuchIsOldAllOfItIsRemoved() {
        webhooks.happen(7);
        webhooks.claim(7).forEach(one -> settle(one, DELIVERED, Optional.empty()));
        webhooks.jdbi.useHandle(h -> {
            h.execute("UPDATE webhook_delivery SET settled_at = now() - interval '31 days'");
            h.execute("UPDATE webhook_event SET received_at = now() - interval '31 days'");
        });

        DeliveryLog log = new DeliveryLog(webhooks.jdbi, 2);
        int rounds = 0;
        while (log.removeOld() > 0) {
            rounds++;
        }
        assertThat(rounds).isEqualTo(4);
        assertThat(webhooks.count("DELIVERED")).isZero();
        assertThat(webhooks.jdbi.<Long, RuntimeException>withHandle(
                        h -> h.createQuery("SELECT count(*) FROM webhook_event")
                                .mapTo(Long.class)
                                .one()))
                .isZero();
    }

    private void settle(Claimed claimed, Attempt attempt, Optional<Duration> retryIn) {
        webhooks.jdbi.useTransaction(h -> webhooks.queue.settle(List.of(new Result(claimed, attempt, retryIn))));
    }

    private Subscription subscription() {
        return webhooks.subscriptions.find(shop).orElseThrow();
    }

    private double blockedSeconds() {
        return webhooks.jdbi.withHandle(
                h -> h.createQuery("SELECT extract(epoch FROM blocked_until - now()) FROM webhook_subscription")
                        .mapTo(Double.class)
                        .one());
    }
}
