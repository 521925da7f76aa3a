package org.tradepost.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.limits.control.RedisBuckets;
import org.tradepost.gateway.limits.entity.Budget;
import org.tradepost.gateway.limits.entity.Policy;
import org.tradepost.gateway.limits.entity.Quota;
import org.tradepost.gateway.limits.entity.Verdict;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;
import org.tradepost.shared.redis.Redis;
import org.tradepost.shared.testkit.Eventually;
import org.tradepost.shared.testkit.RedisServer;

/** Budgets shared through a real Redis, which is killed, frozen and started again. */
class RedisBucketsIT {

    private static final Budget BUDGET = new Budget(new Policy("user-order", Quota.of("4/h")), "ada");

    private RedisServer redis;

    @BeforeEach
    void start() throws Exception {
        redis = RedisServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void twoGatewaysTakeFromOneBudget() {
        try (var first = new Redis(redis.url(), 1_000);
                var second = new Redis(redis.url(), 1_000)) {
            RedisBuckets one = connected(first);
            RedisBuckets other = connected(second);
            assertThat(ask(one).remaining()).isEqualTo(3);
            assertThat(ask(other).remaining()).isEqualTo(2);
            assertThat(ask(one).remaining()).isEqualTo(1);
            assertThat(ask(other).remaining()).isZero();
            assertThat(ask(one).allowed()).isFalse();
            assertThat(ask(other).resetSeconds()).isBetween(800L, 900L);
        }
    }

    @Test
    void aRedisThatIsKilledCostsNothingAndIsUsedAgainOnceItIsBack() throws Exception {
        try (var connection = new Redis(redis.url(), 1_000)) {
            RedisBuckets buckets = connected(connection);
            ask(buckets);
            redis.kill();
            Eventually.holds("the loss is noticed", () -> !buckets.available());
            assertThat(buckets.admit(List.of(BUDGET))).isEmpty();

            redis.startAgain();
            Eventually.holds(
                    "connected again", () -> buckets.admit(List.of(BUDGET)).isPresent());
            assertThat(ask(buckets).remaining()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aRedisThatSaysNothingIsWaitedForOnceAndThenLeftAlone() throws Exception {
        try (var connection = new Redis(redis.url(), 1_000)) {
            RedisBuckets buckets = connected(connection);
            ask(buckets);
            redis.freeze();
            try {
                assertThat(buckets.admit(List.of(BUDGET))).isEmpty();
                assertThat(buckets.available()).isFalse();
            } finally {
                redis.thaw();
            }
            Eventually.holds("asked again", () -> buckets.admit(List.of(BUDGET)).isPresent());
        }
    }

    @Test
    void aRedisThatComesLateIsFound() throws Exception {
        redis.kill();
        try (var connection = new Redis(redis.url(), 1_000)) {
            RedisBuckets buckets = new RedisBuckets(connection);
            assertThat(buckets.admit(List.of(BUDGET))).isEmpty();
            redis.startAgain();
            Eventually.holds("connected", buckets::available);
            assertThat(ask(buckets).remaining()).isEqualTo(3);
        }
    }

    @Test
    void replicasOfTheGatewayRefuseTogetherAndEachForItselfWhileRedisIsAway() throws Exception {
        try (StubService service = new StubService()) {
            Map<String, String> settings = RunningGateway.allAt(service);
            settings.put("tradepost.redis.url", redis.url());
            settings.put("tradepost.gateway.rate-limit.address.read", "2/h");
            try (RunningGateway one = new RunningGateway(settings);
                    RunningGateway other = new RunningGateway(settings)) {
                Eventually.holds("both are connected", () -> shared(one) && shared(other));
                assertThat(read(one).status()).isEqualTo(200);
                assertThat(read(other).head().header("RateLimit"))
                        .get()
                        .asString()
                        .startsWith("\"address-read\";r=0;");
                Answer refused = read(one);
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.body()).contains("RATE_LIMITED").contains("address-read");
                assertThat(refused.head().header("Retry-After")).isPresent();

                redis.kill();
                Eventually.holds("the loss is noticed", () -> !shared(one) && !shared(other));
                // The other one has let one of its own two through; this one none of the refused ones.
                assertThat(read(other).status()).isEqualTo(200);
                assertThat(read(other).status()).isEqualTo(429);
                assertThat(read(one).status()).isEqualTo(429);
            }
        }
    }

    private static RedisBuckets connected(Redis connection) {
        RedisBuckets buckets = new RedisBuckets(connection);
        Eventually.holds("connected", buckets::available);
        return buckets;
    }

    private static Verdict ask(RedisBuckets buckets) {
        Optional<List<Verdict>> verdicts = buckets.admit(List.of(BUDGET));
        assertThat(verdicts).isPresent();
        return verdicts.orElseThrow().get(0);
    }

    private static boolean shared(RunningGateway gateway) {
        return gateway.gateway().meters().shared().available();
    }

    private static Answer read(RunningGateway gateway) throws Exception {
        return RawClient.get(gateway.port(), "/api/v1/users/1");
    }
}
