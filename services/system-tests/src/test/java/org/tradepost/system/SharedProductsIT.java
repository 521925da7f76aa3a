package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.platform.Platform;
import org.tradepost.shared.testkit.RedisServer;

/** A catalog that shares products in a Redis, which is killed under readers and comes back. In one server it is that which starts again. */
@Tag("local")
class SharedProductsIT {

    private static final int READS = 200;

    private final Platform platform = Deployment.get().platform();
    private final String server =
            platform.installation().state().process(Inside.ALL_IN_ONE).isPresent() ? Inside.ALL_IN_ONE : "catalog";

    @Test
    void withoutRedisNoReaderFailsAndTheHealthDataSaySo() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            startWith(Map.of("TRADEPOST_CATALOG_REDIS_URL", redis.url()));
            Eventually.holds("Redis is in use", this::isAsked);
            assertThat(condition("redis")).isEqualTo("healthy");
            assertThat(Guarding.metric("catalog", "redis_connections", "state=\"open\""))
                    .isEqualTo(1);
            String sku = Shop.product(1000, 5);
            assertThat(name(sku)).isNotBlank();

            redis.kill();
            for (int i = 0; i < READS; i++) {
                // A SKU that nobody asked for before goes past what is in memory.
                Api.anonymous().get("/api/v1/products/" + Shop.newSku()).expectProblem(404, "NOT_FOUND");
                Api.anonymous().get("/api/v1/products/" + sku).expect(200);
            }
            Eventually.holds("degraded", () -> condition("redis").equals("degraded"));
            assertThat(condition("condition")).isEqualTo("degraded");
            rename(sku, "Changed without Redis");
            Eventually.holds("the change is seen", () -> name(sku).equals("Changed without Redis"));

            redis.startAgain();
            Eventually.holds("healthy again", () -> condition("redis").equals("healthy"));
            Eventually.holds("Redis is in use again", this::isAsked);
            assertThat(name(sku)).isEqualTo("Changed without Redis");
        } finally {
            startWith(Map.of());
        }
        assertThat(data().has("redis")).isFalse();
    }

    private void startWith(Map<String, String> settings) {
        platform.kill(server);
        platform.start(server, settings);
        Guarding.awaitTrust();
    }

    /** Whether a product that is not in memory is looked for in Redis. */
    private boolean isAsked() {
        double before = misses();
        Api.anonymous().get("/api/v1/products/" + Shop.newSku()).expect(404);
        return misses() > before;
    }

    private static double misses() {
        return Guarding.metric("catalog", "cache_requests_total", "cache=\"products-redis\"", "result=\"miss\"");
    }

    private static String condition(String of) {
        return data().path(of).asText();
    }

    private static JsonNode data() {
        return Api.anonymous()
                .at(Inside.portOf("catalog").resolve("/"))
                .get("health/ready")
                .expect(200)
                .body()
                .path("checks")
                .valueStream()
                .filter(check -> check.path("name").asText().equals("catalog"))
                .findFirst()
                .orElseThrow()
                .path("data");
    }

    private static String name(String sku) {
        return Api.anonymous().get("/api/v1/products/" + sku).expect(200).text("name");
    }

    private static void rename(String sku, String name) {
        Shop.admin()
                .withHeader("If-Match", "*")
                .put("/api/v1/products/" + sku, Shop.productBody(sku, name, 1000, "GBP"))
                .expect(200);
    }
}
