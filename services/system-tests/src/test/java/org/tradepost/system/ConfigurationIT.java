package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Settings change on a platform that runs, by a mounted directory and by etcd, within five seconds. */
@Tag("local")
class ConfigurationIT {

    private static final Duration PROMISE = Duration.ofSeconds(5);
    private static final String PATH = "/api/v1/admin/config";
    private static final String PRODUCTS = "/api/v1/products?limit=1";

    private static final String LEVEL = "tradepost.log.level";
    private static final String BROWSE = "tradepost.gateway.rate-limit.address.browse";
    private static final String KEEP = "tradepost.gateway.cache.keep";
    private static final String TTL = "tradepost.catalog.cache.ttl";
    private static final String TIME_OUT = "tradepost.clients.users.time-out";

    private final LiveSources sources = LiveSources.get();

    @AfterEach
    void asBefore() throws Exception {
        sources.mount(Map.of());
        sources.etcd().kill();
        within(
                "the default again",
                () -> setting("gateway", BROWSE).path("source").asText(),
                "default");
    }

    @Test
    void aMountedDirectoryChangesARateLimitAndTheNextSourceCountsWhenItIsGone() throws Exception {
        String before = policy();
        sources.mount(Map.of(BROWSE, "4321/s", "TRADEPOST_CLIENTS_USERS_TIME_OUT", "PT1.5S"));
        within("the limit", () -> Boolean.toString(policy().contains("\"address-browse\";q=4321;w=1")), "true");
        within("the time-out", () -> value("orders", TIME_OUT), "PT1.5S");
        JsonNode shown = setting("gateway", BROWSE);
        assertThat(shown.path("value").asText()).isEqualTo("4321/s");
        assertThat(shown.path("source").asText()).isEqualTo("directory");
        assertThat(Instant.parse(shown.path("changed").asText()))
                .isAfter(Instant.now().minusSeconds(60));
        sources.mount(Map.of());
        within("the limit as before", ConfigurationIT::policy, before);
    }

    @Test
    void etcdChangesTheLogLevelAndTheLifeOfWhatIsKeptAndKilledItChangesNothing() throws Exception {
        sources.etcd().startAgain();
        sources.etcd().put("/tradepost/" + LEVEL, "FINE");
        sources.etcd().put("/tradepost/" + TTL, "PT30S");
        sources.etcd().put("/tradepost/tradepost.catalog.cache.absent-ttl", "PT1S");
        within("the life", () -> value("catalog", TTL), "PT30S");
        within("the level", () -> value("orders", LEVEL), "FINE");
        assertThat(setting("catalog", TTL).path("source").asText()).isEqualTo("etcd");
        long detailed = lines("called catalog, ");
        Shop.customer()
                .api()
                .withNewKey()
                .post("/api/v1/orders", Shop.order("tok_ok", Shop.product(1000, 5), 1))
                .expect(201);
        within("details in the log", () -> Boolean.toString(lines("called catalog, ") > detailed), "true");

        sources.etcd().kill();
        within("etcd is away", () -> source("catalog", "etcd").path("readable").asText(), "false");
        assertThat(value("catalog", TTL)).isEqualTo("PT30S");
        sources.etcd().startAgain();
        sources.etcd().delete("/tradepost/" + LEVEL);
        sources.etcd().delete("/tradepost/" + TTL);
        sources.etcd().delete("/tradepost/tradepost.catalog.cache.absent-ttl");
        within("the level as before", () -> value("orders", LEVEL), "INFO");
        within("the life as before", () -> value("catalog", TTL), "PT5M");
    }

    @Test
    void aBadValueIsRefusedWithALineInTheLogAndTheOldOneStays() throws Exception {
        String refusal = "refused: " + KEEP + " from directory is not a whole number";
        long before = lines(refusal);
        sources.mount(Map.of(KEEP, "soon"));
        within(
                "the refusal",
                () -> setting("gateway", KEEP).path("refused").path("why").asText(),
                "not a whole number");
        assertThat(value("gateway", KEEP)).isEqualTo("500");
        assertThat(lines(refusal)).isEqualTo(before + 1);
    }

    @Test
    void theGatewaysCacheCanBeSwitchedOff() throws Exception {
        String path = "/api/v1/products/" + Shop.product(1000, 5);
        sources.mount(Map.of("tradepost.gateway.cache.enabled", "false"));
        within("the switch", () -> value("gateway", "tradepost.gateway.cache.enabled"), "false");
        for (int i = 0; i < 3; i++) {
            assertThat(Api.anonymous().get(path).expect(200).header("Age")).isNull();
        }
        sources.mount(Map.of());
        within("the switch as before", () -> value("gateway", "tradepost.gateway.cache.enabled"), "true");
        within(
                "kept again",
                () -> Boolean.toString(Api.anonymous().get(path).expect(200).header("Age") != null),
                "true");
    }

    @Test
    void isShownToAdministratorsOnlyAndWithoutSecrets() {
        Shop.customer().api().get(PATH).expectProblem(403, "FORBIDDEN");
        Api.anonymous().get(PATH).expectProblem(401, "UNAUTHORIZED");
        Answer all = Shop.admin().get(PATH).expect(200);
        assertThat(all.body().path("services"))
                .extracting(service -> service.path("service").asText())
                .containsExactly("gateway", "users", "catalog", "orders", "payments");
        assertThat(value("gateway", "tradepost.gateway.client.secret")).isEqualTo("***");
    }

    private static String policy() {
        return Api.anonymous().get(PRODUCTS).expect(200).header("RateLimit-Policy");
    }

    private static String value(String service, String name) {
        return setting(service, name).path("value").asText();
    }

    private static JsonNode setting(String service, String name) {
        return named(service, "settings", name);
    }

    private static JsonNode source(String service, String name) {
        return named(service, "sources", name);
    }

    private static JsonNode named(String service, String list, String name) {
        for (JsonNode part : Shop.admin().get(PATH).expect(200).body().path("services")) {
            if (part.path("service").asText().equals(service)) {
                for (JsonNode one : part.path(list)) {
                    if (one.path("name").asText().equals(name)) {
                        return one;
                    }
                }
            }
        }
        throw new AssertionError(service + " has no " + name);
    }

    /** How many lines of the servers' logs say something. */
    private static long lines(String words) throws IOException {
        long count = 0;
        for (Path log :
                LogScan.logsBelow(Deployment.get().platform().installation().home())) {
            if (log.getFileName().toString().startsWith("messages")) {
                try (Stream<String> lines = Files.lines(log)) {
                    count += lines.filter(line -> line.contains(words)).count();
                }
            }
        }
        return count;
    }

    private static void within(String what, Callable<String> asked, String expected) throws Exception {
        Instant end = Instant.now().plus(PROMISE);
        String last = asked.call();
        while (!last.equals(expected)) {
            assertThat(Instant.now()).as("%s is still %s", what, last).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            last = asked.call();
        }
    }
}
