package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.platform.Platform;

/** Commands that operators put into queues: accepted or refused at once, and each that was accepted ends. */
class CommandQueueIT {

    private static final String QUEUES = "/api/v1/admin/queues";
    private static final String STOCK = QUEUES + "/stock/commands";
    private static final String MAINTENANCE = QUEUES + "/maintenance/commands";
    private static final int PRODUCERS = 8;

    @Test
    @Tag("deployment")
    void aCommandIsAcceptedDoneAndShown() {
        String sku = Shop.product(1000, 5);
        Answer accepted = Shop.admin()
                .withKey("command-" + sku)
                .post(STOCK, adjust(sku, 3))
                .expect(202);
        assertThat(accepted.header("Location")).endsWith(STOCK + "/" + accepted.text("id"));
        assertThat(ended(STOCK, accepted).path("result").path("onHand").asLong())
                .isEqualTo(8);
        assertThat(onHand(sku)).isEqualTo(8);

        Answer again = Shop.admin()
                .withKey("command-" + sku)
                .post(STOCK, adjust(sku, 3))
                .expect(202);
        assertThat(again.text("id")).isEqualTo(accepted.text("id"));
        assertThat(again.text("state")).isEqualTo("DONE");
        Shop.admin().withKey("command-" + sku).post(STOCK, adjust(sku, 4)).expectProblem(422, "IDEMPOTENCY_KEY_REUSED");
        assertThat(onHand(sku)).isEqualTo(8);
        assertThat(Shop.admin()
                        .get(STOCK + "?state=DONE&limit=100")
                        .expect(200)
                        .body()
                        .path("items"))
                .extracting(item -> item.path("id").asText())
                .contains(accepted.text("id"));
    }

    @Test
    @Tag("deployment")
    void whatCannotBeDoneFailsVisibly() {
        String sku = Shop.product(1000, 5);
        Answer tooMuch = Shop.admin().post(STOCK, adjust(sku, -6)).expect(202);
        JsonNode failed = ended(STOCK, tooMuch);
        assertThat(failed.path("state").asText()).isEqualTo("FAILED");
        assertThat(failed.path("failure").asText()).startsWith("STOCK_BELOW_RESERVED");
        assertThat(onHand(sku)).isEqualTo(5);
    }

    @Test
    @Tag("deployment")
    void theCacheIsFilledFromTheDatabaseShownAndEmptied() {
        String sku = Shop.product(1000, 5);
        Map<String, Object> set = Map.of("type", "cache.set", "sku", sku);
        Answer filled = Shop.admin().post(MAINTENANCE, set).expect(202);
        assertThat(ended(MAINTENANCE, filled)
                        .path("result")
                        .at("/product/price/amount")
                        .asLong())
                .isEqualTo(1000);
        for (String type : List.of("cache.get", "cache.invalidate")) {
            Answer sent = Shop.admin()
                    .post(MAINTENANCE, Map.of("type", type, "sku", sku))
                    .expect(202);
            assertThat(ended(MAINTENANCE, sent).path("state").asText()).isEqualTo("DONE");
        }
        Shop.admin()
                .post(MAINTENANCE, Map.of("type", "cache.set", "sku", sku, "value", Map.of("price", 1)))
                .expectProblem(400, "MALFORMED_REQUEST");
        Shop.admin().get("/api/v1/products/" + sku).expect(200);
    }

    @Test
    @Tag("deployment")
    void whatIsNoCommandIsRefused() {
        String sku = Shop.product(1000, 5);
        Shop.admin().post(QUEUES + "/nowhere/commands", adjust(sku, 1)).expectProblem(404, "NO_SUCH_QUEUE");
        Shop.admin().get(QUEUES + "/nowhere/commands").expectProblem(404, "NO_SUCH_QUEUE");
        Shop.admin().get(STOCK + "/" + UUID.randomUUID()).expectProblem(404, "NOT_FOUND");
        Shop.admin().get(STOCK + "?state=LOST").expectInvalid("state");
        Shop.admin().post(STOCK, Map.of("sku", sku)).expectInvalid("type");
        Shop.admin().post(STOCK, adjust(sku, 0)).expectInvalid("delta");
        Shop.admin()
                .post(STOCK, Map.of("type", "stock.adjust", "sku", "/", "delta", 1, "reason", "x"))
                .expectInvalid("sku");
        Shop.admin().send("POST", STOCK, "[]").expectProblem(400, "MALFORMED_REQUEST");
        Shop.admin()
                .post(STOCK, Map.of("type", "any.type", "text", "a".repeat(10_000)))
                .expectProblem(413, "PAYLOAD_TOO_LARGE");
        Shop.customer().api().post(STOCK, adjust(sku, 1)).expectProblem(403, "FORBIDDEN");
        Api.anonymous().post(STOCK, adjust(sku, 1)).expectProblem(401, "UNAUTHORIZED");
        assertThat(onHand(sku)).isEqualTo(5);
    }

    @Test
    @Tag("deployment")
    void anUnknownTypeIsRejectedAndCountedNotLost() {
        long before = queue("maintenance").path("rejected").asLong();
        Answer sent = Shop.admin()
                .post(MAINTENANCE, Map.of("type", "cache.warm", "depth", 3))
                .expect(202);
        JsonNode rejected = ended(MAINTENANCE, sent);
        assertThat(rejected.path("state").asText()).isEqualTo("REJECTED");
        assertThat(rejected.path("fields").path("depth").asInt()).isEqualTo(3);
        assertThat(rejected.path("failure").asText()).isNotBlank();
        assertThat(queue("maintenance").path("rejected").asLong()).isGreaterThan(before);
    }

    @Test
    @Tag("deployment")
    void producersWhoRaceHaveEachOfTheirCommandsDoneOnce() throws Exception {
        String sku = Shop.product(1000, 0);
        long accepted = race(() -> Shop.admin().post(STOCK, adjust(sku, 1)).expect(202));
        Eventually.holds("all of them are done", () -> onHand(sku) == accepted);
        assertThat(queue("stock").path("failed").isNumber()).isTrue();
    }

    @Test
    @Tag("recovery")
    void whoFindsTheQueueFullIsToldAtOnceAndLosesNothing() throws Exception {
        Platform platform = Deployment.get().platform();
        String sku = Shop.product(1000, 0);
        platform.restart("catalog", Map.of("TRADEPOST_CATALOG_QUEUES_STOCK_SIZE", "2"));
        try {
            assertThat(queue("stock").path("size").asLong()).isEqualTo(2);
            List<Answer> refused = new ArrayList<>();
            long[] accepted = {0};
            Eventually.holds("some are refused", () -> {
                accepted[0] += race(() -> {
                    Answer answer = Shop.admin().post(STOCK, adjust(sku, 1));
                    if (answer.status() == 429) {
                        answer.expectProblem(429, "QUEUE_FULL");
                        assertThat(answer.header("Retry-After")).isEqualTo("1");
                        synchronized (refused) {
                            refused.add(answer);
                        }
                    }
                    return answer;
                });
                return !refused.isEmpty();
            });
            Eventually.holds("what was accepted is done, and nothing else", () -> onHand(sku) == accepted[0]);
        } finally {
            platform.restart("catalog", Map.of());
        }
    }

    @Test
    @Tag("recovery")
    void everyCommandThatWasAcceptedTakesEffectOnceThoughCatalogDiesWithItsEffectUncommitted() {
        Servers servers = new Servers(Deployment.get().platform());
        String sku = Shop.product(1000, 0);
        List<String> keys = new ArrayList<>();
        servers.startDyingAt("catalog", CrashPoint.COMMAND_UNCOMMITTED, Map.of());
        Eventually.holds("catalog dies with a command", () -> {
            String key = UUID.randomUUID().toString();
            keys.add(key);
            try {
                assertThat(send(key, sku).status()).isPositive();
            } catch (UncheckedIOException unanswered) {
                assertThat(servers.isAlive("catalog")).isFalse();
            }
            return !servers.isAlive("catalog");
        });
        servers.start("catalog", Map.of());
        // Whoever was not answered asks again; whoever was is told of the same command.
        for (String key : keys) {
            Answer accepted = Eventually.answer(() -> send(key, sku), answer -> answer.status() == 202);
            assertThat(ended(STOCK, accepted).path("state").asText()).isEqualTo("DONE");
        }
        assertThat(onHand(sku)).isEqualTo(keys.size());
        CommandLine.Result verified =
                CommandLine.ofDeployment().run("verify", "--json").expect(0);
        assertThat(verified.json().path("ok").asBoolean()).isTrue();
    }

    private static Answer send(String key, String sku) {
        return Shop.admin().withKey(key).post(STOCK, adjust(sku, 1));
    }

    /** Several producers at once; answers how many commands were accepted. */
    private static long race(Callable<Answer> producer) {
        CyclicBarrier start = new CyclicBarrier(PRODUCERS);
        List<Callable<Answer>> all = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            all.add(() -> {
                start.await();
                return producer.call();
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(PRODUCERS)) {
            long accepted = 0;
            for (Future<Answer> answer : threads.invokeAll(all)) {
                accepted += answer.get().status() == 202 ? 1 : 0;
            }
            return accepted;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode ended(String commands, Answer accepted) {
        return Eventually.get(Shop.admin(), commands + "/" + accepted.text("id"), answer -> !answer.text("state")
                        .equals("WAITING"))
                .body();
    }

    private static JsonNode queue(String name) {
        for (JsonNode queue : Shop.admin().get(QUEUES).expect(200).body().path("items")) {
            if (queue.path("id").asText().equals(name)) {
                return queue;
            }
        }
        throw new AssertionError("there is no queue " + name);
    }

    private static long onHand(String sku) {
        return Shop.admin()
                .get("/api/v1/products/" + sku + "/stock")
                .expect(200)
                .body()
                .path("onHand")
                .asLong();
    }

    private static Map<String, Object> adjust(String sku, long delta) {
        return Map.of("type", "stock.adjust", "sku", sku, "delta", delta, "reason", "delivery");
    }
}
