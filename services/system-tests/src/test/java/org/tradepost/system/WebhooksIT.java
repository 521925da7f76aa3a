package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.cli.platform.Platform;
import org.tradepost.system.Shop.Customer;
import org.tradepost.system.WebhookReceiver.Call;

/** A shop is told of its orders over HTTP, verifiably, however its receiver and the server behave. */
class WebhooksIT {

    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final String PLACED = "tradepost.orders.order-placed.v1";
    private static final String CONFIRMED = "tradepost.orders.order-confirmed.v1";

    private final WebhookReceiver shop = new WebhookReceiver();
    private final List<String> subscriptions = new ArrayList<>();

    /** Subscriptions of other tests would be told of this one's orders. */
    @AfterEach
    void unsubscribe() {
        subscriptions.forEach(id -> Shop.admin()
                .withHeader("If-Match", "*")
                .delete(WEBHOOKS + "/" + id)
                .expect(204));
        shop.close();
    }

    @Test
    @Tag("local")
    void anOrderIsToldOfAndVerifies() throws Exception {
        Answer made = subscribe(shop);
        String order = buy();
        List<Call> told = awaitCallsAbout(shop, order, 2);

        Webhook library = new Webhook(made.text("secret"));
        for (Call call : told) {
            library.verify(call.body(), call.headers());
            assertThat(call.headers().get("content-type")).containsExactly("application/cloudevents+json");
            assertThat(Api.JSON.readTree(call.body()).path("id").asText()).isEqualTo(call.id());
        }
        assertThat(told).extracting(WebhooksIT::type).containsExactlyInAnyOrder(PLACED, CONFIRMED);
        assertThatThrownBy(() ->
                        library.verify(told.get(0).body() + " ", told.get(0).headers()))
                .isInstanceOf(WebhookVerificationException.class);
        awaitDelivered(made.text("id"), told.get(0).id());
    }

    @Test
    @Tag("local")
    void theSecretIsShownOnceAndOnceMoreUnderTheSameKey() {
        Api once = Shop.admin().withNewKey();
        Map<String, Object> request = Map.of("url", shop.url(), "eventTypes", List.of(PLACED));
        Answer made = once.post(WEBHOOKS, request).expect(201);
        subscriptions.add(made.text("id"));

        assertThat(once.post(WEBHOOKS, request).expect(201).text("secret")).isEqualTo(made.text("secret"));
        Answer shown = Shop.admin().get(WEBHOOKS + "/" + made.text("id")).expect(200);
        assertThat(shown.body().has("secret")).isFalse();
        assertThat(shown.header("ETag")).isEqualTo(made.header("ETag"));
    }

    @Test
    @Tag("local")
    void aReceiverThatFailsIsToldAgainAndOthersAreNotHeldUp() {
        shop.answerFirst(500);
        try (WebhookReceiver slow = new WebhookReceiver();
                WebhookReceiver quick = new WebhookReceiver()) {
            slow.answerAfter(10_000);
            subscribe(shop);
            subscribe(slow);
            subscribe(quick);
            String order = buy();
            awaitCallsAbout(quick, order, 2);
            assertThat(callsAbout(slow, order)).hasSizeLessThanOrEqualTo(2);

            List<Call> again = awaitCallsAbout(shop, order, 4);
            assertThat(again.stream().map(Call::id).distinct()).hasSize(2);
        }
    }

    @Test
    @Tag("local")
    void afterARotationBothSecretsVerify() throws Exception {
        Answer made = subscribe(shop);
        Answer rotated = Shop.admin()
                .withNewKey()
                .post(WEBHOOKS + "/" + made.text("id") + "/secret-rotations", null)
                .expect(201);
        assertThat(rotated.text("secret")).isNotEqualTo(made.text("secret"));
        Call call = awaitCallsAbout(shop, buy(), 1).get(0);

        for (String secret : List.of(made.text("secret"), rotated.text("secret"))) {
            assertThatCode(() -> new Webhook(secret).verify(call.body(), call.headers()))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    @Tag("local")
    void anEventIsSentAgainOnDemand() {
        String id = subscribe(shop).text("id");
        Call told = awaitCallsAbout(shop, buy(), 2).get(0);
        String delivery = awaitDelivered(id, told.id());
        String redeliveries = WEBHOOKS + "/" + id + "/deliveries/" + delivery + "/redeliveries";

        Answer begun = Shop.admin().withNewKey().post(redeliveries, null).expect(202);
        assertThat(begun.text("status")).isEqualTo("PENDING");
        Eventually.holds(
                "it arrives again",
                () -> shop.calls().stream()
                                .filter(call -> call.id().equals(told.id()))
                                .count()
                        == 2);
        Shop.admin().post(redeliveries.replace(delivery, id), null).expectProblem(404, "NOT_FOUND");
    }

    @Test
    @Tag("local")
    void whoIsGoneIsDisabledUntilItsOwnerSaysOtherwise() {
        shop.answer(410);
        String path = WEBHOOKS + "/" + subscribe(shop).text("id");
        buy();
        Answer gone = Eventually.get(
                Shop.admin(), path, answer -> answer.text("status").equals("DISABLED"));
        assertThat(gone.text("disabledReason")).isEqualTo("GONE");

        shop.answer(204);
        Map<String, Object> active = Map.of("url", shop.url(), "eventTypes", List.of(PLACED), "status", "ACTIVE");
        Shop.admin().put(path, active).expectProblem(428, "PRECONDITION_REQUIRED");
        Shop.admin().withHeader("If-Match", "\"999\"").put(path, active).expectProblem(412, "PRECONDITION_FAILED");
        Answer again = Shop.admin()
                .withHeader("If-Match", gone.header("ETag"))
                .put(path, active)
                .expect(200);
        assertThat(again.text("status")).isEqualTo("ACTIVE");
        awaitCallsAbout(shop, buy(), 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://192.168.1.1/",
                "https://100.64.0.1/",
                "https://0.0.0.0/",
                "https://[fd00:ec2::254]/",
                "https://[fe80::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://nowhere.invalid/",
                "ftp://127.0.0.1/",
                "https://user:secret@127.0.0.1/"
            })
    @Tag("local")
    void anAddressThatIsNotPublicIsRefused(String url) {
        int before = Shop.admin()
                .get(WEBHOOKS + "?limit=100")
                .expect(200)
                .body()
                .path("items")
                .size();
        Shop.admin()
                .post(WEBHOOKS, Map.of("url", url, "eventTypes", List.of(PLACED)))
                .expectProblem(422, "VALIDATION_ERROR");
        assertThat(Shop.admin().get(WEBHOOKS + "?limit=100").body().path("items"))
                .hasSize(before);
    }

    @Test
    @Tag("local")
    void whoMayNotAndWhatIsMalformedIsRefused() {
        Map<String, Object> request = Map.of("url", shop.url(), "eventTypes", List.of(PLACED));
        Api.anonymous().post(WEBHOOKS, request).expectProblem(401, "UNAUTHORIZED");
        Shop.customer().api().post(WEBHOOKS, request).expectProblem(403, "FORBIDDEN");
        Shop.admin().post(WEBHOOKS, Map.of("uri", shop.url())).expectProblem(400, "MALFORMED_REQUEST");
        Shop.admin()
                .post(WEBHOOKS, Map.of("url", shop.url(), "eventTypes", List.of("tradepost.audit.entry-recorded.v1")))
                .expectProblem(422, "VALIDATION_ERROR");
        Shop.admin().get(WEBHOOKS + "/no-id").expectProblem(404, "NOT_FOUND");
    }

    /** Its receiver has the request when the server dies, which has recorded neither that nor, perhaps, the next event. */
    @Test
    @Tag("recovery")
    void nothingIsLostWhenTheServerIsKilled() {
        Platform platform = Deployment.get().platform();
        subscribe(shop);
        shop.answerAfter(5_000);
        List<String> orders = List.of(buy(), buy(), buy());
        awaitCallsAbout(shop, orders.get(0), 1);
        platform.kill("orders");
        shop.answerAfter(0);
        platform.start("orders", Map.of());

        orders.forEach(order -> Eventually.holds(
                "both events of " + order + " have arrived",
                () -> callsAbout(shop, order).stream()
                                .map(WebhooksIT::type)
                                .distinct()
                                .count()
                        == 2));
        Eventually.get(
                Shop.admin(),
                WEBHOOKS + "/" + subscriptions.get(0) + "/deliveries?limit=100",
                answer -> answer.body().path("items").findValuesAsText("status").stream()
                        .allMatch("DELIVERED"::equals));
    }

    private Answer subscribe(WebhookReceiver receiver) {
        Answer made = Shop.admin()
                .withNewKey()
                .post(WEBHOOKS, Map.of("url", receiver.url(), "eventTypes", List.of(PLACED, CONFIRMED)))
                .expect(201);
        subscriptions.add(made.text("id"));
        return made;
    }

    private static String buy() {
        Customer customer = Shop.customer();
        return customer.api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", Shop.product(100, 5), 1))
                .expect(201)
                .text("id");
    }

    private static List<Call> awaitCallsAbout(WebhookReceiver receiver, String order, int atLeast) {
        Eventually.holds(
                atLeast + " calls about " + order,
                () -> callsAbout(receiver, order).size() >= atLeast);
        return callsAbout(receiver, order);
    }

    private static List<Call> callsAbout(WebhookReceiver receiver, String order) {
        return receiver.calls().stream()
                .filter(call -> call.body().contains(order))
                .toList();
    }

    /** The delivery's id. */
    private static String awaitDelivered(String subscription, String event) {
        Answer log = Eventually.get(
                Shop.admin(),
                WEBHOOKS + "/" + subscription + "/deliveries?limit=100",
                answer -> delivered(answer, event) != null);
        return delivered(log, event);
    }

    private static String delivered(Answer log, String event) {
        for (var one : log.body().path("items")) {
            if (one.path("eventId").asText().equals(event)
                    && one.path("status").asText().equals("DELIVERED")) {
                return one.path("id").asText();
            }
        }
        return null;
    }

    private static String type(Call call) {
        try {
            return Api.JSON.readTree(call.body()).path("type").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
