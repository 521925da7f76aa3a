package org.tradepost.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.shared.redis.Replica.key;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradepost.shared.cache.CacheFigures.Result;
import org.tradepost.shared.cache.CacheKey;
import org.tradepost.shared.testkit.Eventually;
import org.tradepost.shared.testkit.RedisServer;

/** A Redis that is killed, frozen, and started again with nothing or with what it knew before. */
class RedisAwayIT {

    private final Map<CacheKey, String> database = new HashMap<>(Map.of(key("a"), "first"));

    @TempDir
    private Path folder;

    private RedisServer server;

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void killedItCostsNothingAndStartedEmptyItIsUsedAgain() throws Exception {
        server = RedisServer.start();
        try (Replica replica = new Replica(server.url(), database).joined()) {
            replica.get("a");
            replica.shared("a");
            server.kill();
            Eventually.holds("the loss is noticed", () -> !replica.cache().isJoined());
            assertThat(replica.redis().answers()).isFalse();
            replica.change("a", "second");
            assertThat(replica.get("a")).contains("second");
            assertThat(replica.join()).isFalse();

            server.startAgain();
            replica.joined("a");
            assertThat(replica.redis().answers()).isTrue();
            assertThat(replica.shared("a")).contains("second");
        }
    }

    @Test
    void startedWithOldDataItIsBelievedOnlyAfterItForgotWhatHasChanged() throws Exception {
        server = RedisServer.savingTo(folder);
        try (Replica replica = new Replica(server.url(), database).joined()) {
            replica.get("a");
            replica.shared("a");
            replica.redis().connection().orElseThrow().sync().save();
            replica.change("a", "second");
            server.kill();
            server.startAgain();
            Eventually.holds("connected again", () -> replica.redis().answers());

            assertThat(replica.cache().isJoined()).isFalse();
            assertThat(replica.get("a")).as("though Redis has the first").contains("second");
            replica.joined("a");
            assertThat(replica.shared("a")).contains("second");
        }
    }

    @Test
    void frozenItIsWaitedForOnceAndNotBelievedAgainBeforeItForgotWhatItWasNotTold() throws Exception {
        server = RedisServer.start();
        try (Replica replica = new Replica(server.url(), database).joined()) {
            replica.get("a");
            replica.shared("a");
            server.freeze();
            try {
                assertThat(replica.get("a")).contains("first");
                assertThat(replica.redis().figures().timeouts()).isPositive();
                long began = System.nanoTime();
                replica.change("a", "second");
                assertThat(replica.get("a")).contains("second");
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));
                assertThat(replica.cache().isJoined()).isFalse();
                assertThat(replica.redis().answers()).isFalse();
            } finally {
                server.thaw();
            }
            assertThat(replica.get("a")).contains("second");
            replica.joined("a");
            assertThat(replica.shared("a")).contains("second");
        }
    }

    @Test
    void whoCannotTellRedisLeavesTheOthersRight() throws Exception {
        server = RedisServer.start();
        try (Replica cutOff = new Replica(server.url(), database).joined();
                Replica other = new Replica(server.url(), database).joined()) {
            other.get("a");
            other.shared("a");
            cutOff.redis().close();
            Eventually.holds("cut off", () -> !cutOff.cache().isJoined());
            cutOff.change("a", "second");
            other.hearOf("a");
            assertThat(other.get("a")).contains("second");
            assertThat(other.shared("a")).contains("second");
            assertThat(cutOff.get("a")).contains("second");
        }
    }

    @Test
    void aRedisThatComesLateIsFound() throws Exception {
        server = RedisServer.start();
        server.kill();
        try (Replica replica = new Replica(server.url(), database)) {
            assertThat(replica.join()).isFalse();
            assertThat(replica.get("a")).contains("first");
            assertThat(replica.cache().figures().of(Result.BYPASS)).isEqualTo(1);
            server.startAgain();
            replica.joined();
            replica.get("a");
            assertThat(replica.shared("a")).contains("first");
        }
    }
}
