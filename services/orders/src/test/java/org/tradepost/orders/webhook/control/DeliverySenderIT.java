package org.tradepost.orders.webhook.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.tradepost.orders.webhook.control.WebhookFixture.TRACE;

import com.standardwebhooks.Webhook;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.webhook.control.DeliveryQueue.Claimed;
import org.tradepost.orders.webhook.control.DeliverySender.Limits;
import org.tradepost.orders.webhook.control.LocalReceiver.Call;
import org.tradepost.shared.paging.PageRequest;

/** Sending to a receiver on loopback, from a real database. */
class DeliverySenderIT {

    /** One receiver is given four at once, however many there are. */
    private static final Limits LIMITS = new Limits(100, 4);

    private static final Duration LONG = Duration.ofSeconds(20);

    private final LocalReceiver shop = new LocalReceiver();
    private final Receivers receivers = WebhookFixture.receivers(LONG);
    private WebhookFixture webhooks;
    private UUID id;
    private DeliverySender sender;

    @BeforeEach
    void open() {
        webhooks = new WebhookFixture();
        id = webhooks.subscribe(shop.url());
        sender = webhooks.sender(receivers, LIMITS);
    }

    @AfterEach
    void close() {
        receivers.close();
        shop.close();
    }

    @Test
    void everyEventArrivesOnceAndVerifies() throws Exception {
        webhooks.happen(30);
        roundsUntil(() -> webhooks.count("DELIVERED") == 30);

        assertThat(shop.calls()).hasSize(30);
        assertThat(shop.calls()).extracting(call -> header(call, "Webhook-id")).doesNotHaveDuplicates();
        Webhook library =
                new Webhook(webhooks.secrets.valid(List.of(id)).get(id).get(0).text());
        assertThat(shop.calls()).allSatisfy(call -> assertThatCode(() -> library.verify(call.body(), lowerCase(call)))
                .doesNotThrowAnyException());
    }

    @Test
    void noReceiverHearsOfOurTraces() throws Exception {
        webhooks.happen(1);
        assertThat(webhooks.claim(1)).extracting(Claimed::traceparent).allMatch(own -> own.contains(TRACE));
        webhooks.passTime();
        roundsUntil(() -> webhooks.count("DELIVERED") == 1);

        assertThat(shop.calls()).singleElement().satisfies(call -> {
            assertThat(call.body()).contains("specversion").doesNotContain("traceparent", TRACE);
            assertThat(call.headers()).doesNotContainKey("Traceparent");
        });
    }

    @Test
    void afterARotationTheOldSecretVerifiesToo() throws Exception {
        String before = webhooks.secrets.valid(List.of(id)).get(id).get(0).text();
        webhooks.jdbi.useTransaction(h -> webhooks.change.rotateSecret(id));
        webhooks.happen(1);
        roundsUntil(() -> webhooks.count("DELIVERED") == 1);

        Call call = shop.calls().get(0);
        assertThatCode(() -> new Webhook(before).verify(call.body(), lowerCase(call)))
                .doesNotThrowAnyException();
    }

    @Test
    void aReceiverThatFailsIsToldAgainUnderTheSameId() throws Exception {
        shop.answer(500);
        webhooks.happen(1);
        roundsUntil(() -> lastStatus() != null && lastStatus() == 500);
        assertThat(webhooks.count("PENDING")).isEqualTo(1);

        shop.answer(200);
        webhooks.passTime();
        roundsUntil(() -> webhooks.count("DELIVERED") == 1);

        assertThat(shop.calls()).hasSize(2);
        assertThat(header(shop.calls().get(1), "Webhook-id"))
                .isEqualTo(header(shop.calls().get(0), "Webhook-id"));
    }

    @Test
    void aReceiverThatDoesNotAnswerHoldsUpNobodyElse() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        shop.behave(exchange -> end.await());
        try (LocalReceiver quick = new LocalReceiver()) {
            webhooks.subscribe(quick.url());
            webhooks.happen(40);
            roundsUntil(() -> webhooks.count("DELIVERED") == 40);

            assertThat(quick.calls()).hasSize(40);
            assertThat(shop.calls()).hasSizeLessThanOrEqualTo(LIMITS.perReceiver());
        } finally {
            end.countDown();
        }
    }

    @Test
    void whatWasUnderWayWhenASenderWasKilledIsSentByAnother() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        shop.behave(exchange -> never.await());
        webhooks.happen(1);
        roundsUntil(() -> !shop.calls().isEmpty());
        // Killed: its results are never recorded. Its lease ends.
        shop.answer(200);
        webhooks.passTime();
        sender = webhooks.sender(receivers, LIMITS);
        roundsUntil(() -> webhooks.count("DELIVERED") == 1);

        assertThat(shop.calls()).hasSize(2);
        never.countDown();
    }

    @Test
    void whatIsUnderWayWhenASenderStopsIsRecorded() throws Exception {
        webhooks.happen(4);
        sender.round();
        sender.finish(Duration.ofSeconds(10));

        assertThat(webhooks.count("DELIVERED")).isEqualTo(4);
    }

    @Test
    void twoReplicasShareTheWork() throws Exception {
        DeliverySender other = webhooks.sender(receivers, LIMITS);
        webhooks.happen(60);
        roundsUntil(() -> {
            try {
                other.round();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return webhooks.count("DELIVERED") == 60;
        });

        assertThat(shop.calls()).hasSize(60);
    }

    @Test
    void aSecretThatCannotBeReadSendsNothingAndHoldsUpNobodyElse() throws Exception {
        try (LocalReceiver other = new LocalReceiver()) {
            UUID whole = webhooks.subscribe(other.url());
            webhooks.jdbi.useHandle(
                    h -> h.execute("UPDATE webhook_secret SET sealed = 'changed' WHERE subscription_id <> ?", whole));
            webhooks.happen(1);
            roundsUntil(() -> webhooks.count("DELIVERED") == 1 && "UNSIGNED".equals(lastFailure()));

            assertThat(shop.calls()).isEmpty();
            assertThat(other.calls()).hasSize(1);
        }
    }

    private void roundsUntil(BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("out of time").isLessThan(end);
            sender.round();
        }
    }

    private Integer lastStatus() {
        return webhooks.log
                .page(id, new PageRequest(1, List.of()))
                .items()
                .get(0)
                .lastStatus();
    }

    private String lastFailure() {
        return webhooks.log
                .page(id, new PageRequest(1, List.of()))
                .items()
                .get(0)
                .lastFailure();
    }

    private static String header(Call call, String name) {
        return call.headers().get(name).get(0);
    }

    private static Map<String, List<String>> lowerCase(Call call) {
        Map<String, List<String>> headers = new HashMap<>();
        call.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return headers;
    }
}
