package org.tradepost.orders.webhook.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.orders.webhook.control.Receivers.AddressRefused;
import org.tradepost.orders.webhook.entity.Attempt;
import org.tradepost.orders.webhook.entity.Attempt.Failure;
import org.tradepost.orders.webhook.entity.PublicAddresses;
import org.tradepost.orders.webhook.entity.ReceiverUrl;

/** What receivers can do to us, and what they cannot. */
class ReceiversTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final UUID SHOP = new UUID(0, 1);
    private static final UUID NEIGHBOUR = new UUID(0, 2);

    private final LocalReceiver shop = new LocalReceiver();
    private final Receivers strict = new Receivers(new PublicAddresses(false), LONG, 4);
    private final Receivers local = new Receivers(new PublicAddresses(true), LONG, 4);

    @AfterEach
    void close() {
        shop.close();
        strict.close();
        local.close();
    }

    @Test
    void anEventArrivesAsItIs() throws Exception {
        Attempt attempt = local.post(SHOP, shop.url(), Map.of("webhook-id", "an id"), "{\"a\":\"£\"}")
                .get(5, TimeUnit.SECONDS);

        assertThat(attempt.isDelivered()).isTrue();
        assertThat(shop.calls()).singleElement().satisfies(call -> {
            assertThat(call.body()).isEqualTo("{\"a\":\"£\"}");
            assertThat(call.headers())
                    .containsEntry("Webhook-id", List.of("an id"))
                    .containsEntry("Content-type", List.of("application/cloudevents+json"))
                    .containsEntry("User-agent", List.of("Tradepost-Webhooks"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "2130706433", "[::ffff:127.0.0.1]"})
    void noConnectionIsMadeToThisMachineHoweverItIsSpelt(String host) throws Exception {
        Attempt attempt = strict.post(SHOP, "http://" + host + ":" + shop.port() + "/", Map.of(), "{}")
                .get(15, TimeUnit.SECONDS);

        assertThat(attempt.failure()).isIn(Failure.ADDRESS_REFUSED, Failure.UNRESOLVED);
        assertThat(shop.calls()).isEmpty();
    }

    @Test
    void theSettingOpensLoopbackAlone() throws Exception {
        assertThat(local.post(SHOP, "http://169.254.169.254/latest/meta-data", Map.of(), "{}")
                        .get(5, TimeUnit.SECONDS)
                        .failure())
                .isEqualTo(Failure.ADDRESS_REFUSED);
    }

    @Test
    void aReceiverIsCheckedBeforeItIsAccepted() {
        assertThat(local.check(ReceiverUrl.of(shop.url(), true))).succeedsWithin(Duration.ofSeconds(5));
        assertThatThrownBy(() -> strict.check(ReceiverUrl.of("https://localhost/", false))
                        .get(5, TimeUnit.SECONDS))
                .hasCauseInstanceOf(AddressRefused.class);
        assertThatThrownBy(() -> strict.check(ReceiverUrl.of("https://nowhere.invalid/", false))
                        .get(15, TimeUnit.SECONDS))
                .hasCauseInstanceOf(UnknownHostException.class)
                .satisfies(failure -> assertThat(failure.getCause()).isNotInstanceOf(AddressRefused.class));
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
        try (LocalReceiver other = new LocalReceiver()) {
            shop.behave(exchange -> {
                exchange.getResponseHeaders().add("Location", other.url());
                exchange.sendResponseHeaders(307, -1);
            });

            Attempt attempt = local.post(SHOP, shop.url(), Map.of(), "{}").get(5, TimeUnit.SECONDS);

            assertThat(attempt.status()).isEqualTo(307);
            assertThat(attempt.isDelivered()).isFalse();
            assertThat(other.calls()).isEmpty();
        }
    }

    @Test
    void anAnswerWithoutEndIsNotRead() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        shop.behave(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(new byte[8192]);
                }
            } finally {
                cut.countDown();
            }
        });

        Attempt attempt = local.post(SHOP, shop.url(), Map.of(), "{}").get(5, TimeUnit.SECONDS);

        assertThat(attempt.isDelivered()).isTrue();
        assertThat(cut.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoDoesNotAnswerInTimeHasNotAnswered() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        shop.behave(exchange -> end.await());

        try (Receivers hasty = new Receivers(new PublicAddresses(true), SHORT, 4)) {
            Attempt attempt = hasty.post(SHOP, shop.url(), Map.of(), "{}").get(5, TimeUnit.SECONDS);

            assertThat(attempt.failure()).isEqualTo(Failure.TIMEOUT);
            assertThat(attempt.took()).isGreaterThanOrEqualTo(SHORT);
        }
        end.countDown();
    }

    @Test
    void whoDoesNotAnswerHoldsUpNobodyElseOnTheSameHost() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        shop.behave(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/hooks")) {
                end.await();
            }
            exchange.sendResponseHeaders(204, -1);
        });
        List.of(1, 2, 3, 4, 5, 6).forEach(n -> local.post(SHOP, shop.url(), Map.of(), "{}"));

        Attempt attempt =
                local.post(NEIGHBOUR, shop.url() + "/other", Map.of(), "{}").get(5, TimeUnit.SECONDS);
        end.countDown();

        assertThat(attempt.isDelivered()).isTrue();
    }

    @Test
    void whoIsNotThereCannotBeReached() throws Exception {
        String url = shop.url();
        shop.close();

        assertThat(local.post(SHOP, url, Map.of(), "{}")
                        .get(5, TimeUnit.SECONDS)
                        .failure())
                .isEqualTo(Failure.UNREACHABLE);
    }

    @Test
    void whoHangsUpHasNotAnswered() throws Exception {
        shop.behave(exchange -> exchange.close());

        assertThat(local.post(SHOP, shop.url(), Map.of(), "{}")
                        .get(5, TimeUnit.SECONDS)
                        .failure())
                .isEqualTo(Failure.BROKEN);
    }

    @Test
    void aReceiverMayAskForTime() throws Exception {
        shop.behave(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "90");
            exchange.sendResponseHeaders(503, -1);
        });

        assertThat(local.post(SHOP, shop.url(), Map.of(), "{}")
                        .get(5, TimeUnit.SECONDS)
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(90));
    }
}
