package org.tradepost.catalog.product.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.catalog.CatalogFixture.details;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.catalog.CatalogFixture;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.shared.cache.CacheFigures.Result;
import org.tradepost.shared.cache.ReadThroughCache;
import org.tradepost.shared.redis.Redis;
import org.tradepost.shared.redis.SecondLevelCache;
import org.tradepost.shared.testkit.Eventually;
import org.tradepost.shared.testkit.RedisServer;

/** Two replicas of the service, each with a cache of its own, over one database and one Redis. */
class SharedProductsIT {

    private static final ReadThroughCache.Settings SETTINGS =
            new ReadThroughCache.Settings(Duration.ofMinutes(5), Duration.ofSeconds(30), 1_000_000);

    private final List<Redis> connections = new ArrayList<>();
    private final AtomicBoolean fresh = new AtomicBoolean(true);
    private CatalogFixture catalog;
    private RedisServer server;
    private Replica one;

    private record Replica(CachedProducts products, SecondLevelCache<Product> shared) {

        Replica joined() {
            Eventually.holds("joined", () -> {
                products.joinShared();
                return shared.isJoined();
            });
            return this;
        }

        String name(String sku) {
            return products.find(sku).orElseThrow().name();
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = RedisServer.start();
        catalog = new CatalogFixture();
        catalog.create(details("a", "first", true));
        longAgo();
        one = replica().joined();
    }

    @AfterEach
    void stop() throws Exception {
        connections.forEach(Redis::close);
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aReplicaThatStartsIsGivenWhatOthersReadAsItWas() {
        Product read = one.products().find("a").orElseThrow();
        assertThat(one.products().find("none")).isEmpty();
        filled(2);
        catalog.jdbi.useHandle(handle -> handle.execute("UPDATE product SET name = 'behind our back'"));
        // More than one, since a Redis that is slow for once is passed by.
        Eventually.holds("given from Redis", () -> {
            Replica started = replica().joined();
            return started.products().findAll(List.of("a", "none")).equals(Map.of("a", read))
                    && started.shared().figures().of(Result.HIT) == 2;
        });
        assertThat(catalog.queries.find("a").orElseThrow().name()).isEqualTo("behind our back");
    }

    @Test
    void aChangeReachesTheOtherByItsEvent() {
        Replica other = replica().joined();
        one.name("a");
        filled(1);
        assertThat(other.name("a")).isEqualTo("first");
        Product second = catalog.replace(details("a", "second", true), "*");
        one.products()
                .changed(new ProductChange.One(
                        "a", Optional.of(second), one.products().claim()));
        assertThat(one.name("a")).isEqualTo("second");
        other.products().invalidate(List.of("a"));
        assertThat(other.name("a")).isEqualTo("second");
    }

    @Test
    void whoeverMissedAChangeForgetsItThereBeforeItBelieves() {
        one.name("a");
        filled(1);
        one.products().begins();
        catalog.replace(details("a", "second", true), "*");
        assertThat(one.name("a")).isEqualTo("second");
        one.products().begins();
        one.joined();
        assertThat(one.name("a")).isEqualTo("second");
        assertThat(replica().joined().name("a")).isEqualTo("second");
    }

    @Test
    void whatWasArchivedIsForgottenLikewise() {
        one.name("a");
        filled(1);
        catalog.archive("a", "*");
        assertThat(replica().joined().products().find("a")).isEmpty();
    }

    @Test
    void anImportTooLargeToForgetOneByOneKeepsReplicasFromJoining() {
        catalog.jdbi.useHandle(handle -> handle.execute(
                "INSERT INTO product (sku, name, price_amount, price_currency) SELECT 'sku-' || n, 'new', 1, 'GBP'"
                        + " FROM generate_series(1, 10001) n"));
        Replica started = replica();
        Eventually.holds("connected", () -> connections.getLast().answers());
        started.products().joinShared();
        assertThat(started.shared().isJoined()).isFalse();
        assertThat(started.name("a")).isEqualTo("first");
        longAgo();
        assertThat(started.joined().name("a")).isEqualTo("first");
    }

    @Test
    void whileChangesAreNotHeardOfTheDatabaseIsAsked() {
        one.name("a");
        filled(1);
        catalog.jdbi.useHandle(handle -> handle.execute("UPDATE product SET name = 'behind our back'"));
        fresh.set(false);
        assertThat(one.name("a")).isEqualTo("behind our back");
    }

    @Test
    void withoutRedisThereIsNothingToShareAndNothingInTheHealthData() {
        SharedProducts none = new SharedProducts(Optional.of(" "), 1_000);
        assertThat(none.configured()).isFalse();
        assertThat(none.of(SETTINGS)).isEmpty();
    }

    @Test
    void theHealthDataSayWhetherItAnswers() throws Exception {
        SharedProducts some = new SharedProducts(Optional.of(server.url()), 1_000);
        try {
            assertThat(some.configured()).isTrue();
            assertThat(some.critical()).isFalse();
            Eventually.holds("healthy", some::available);
            server.kill();
            Eventually.holds("degraded", () -> !some.available());
            server.startAgain();
            Eventually.holds("healthy again", some::available);
        } finally {
            some.close();
        }
    }

    private Replica replica() {
        Redis redis = new Redis(server.url(), 1_000);
        connections.add(redis);
        SecondLevelCache<Product> shared = SharedProducts.cache(redis, SETTINGS);
        return new Replica(
                new CachedProducts(catalog.queries, SETTINGS, fresh::get, same -> Optional.of(shared)), shared);
    }

    /** So that it need not be forgotten. */
    private void longAgo() {
        catalog.jdbi.useHandle(handle -> handle.execute("UPDATE product SET updated_at = now() - interval '1 hour'"));
    }

    /** Values reach Redis a moment after they were read. */
    private void filled(int entries) {
        var commands = connections.getFirst().connection().orElseThrow().sync();
        Eventually.holds("filled", () -> {
            List<String> keys = commands.keys("tradepost:catalog:v1:*");
            return keys.size() == entries && keys.stream().noneMatch(key -> commands.get(key)[0] == 'L');
        });
    }
}
