package org.tradepost.shared.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradepost.shared.redis.Replica.key;

import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.cache.CacheFigures.Result;
import org.tradepost.shared.cache.CacheKey;
import org.tradepost.shared.testkit.RedisServer;

/** What two replicas share in a real Redis. */
class SecondLevelCacheIT {

    private final Map<CacheKey, String> database = new HashMap<>(Map.of(key("a"), "first"));
    private RedisServer server;
    private Replica one;
    private Replica other;

    @BeforeEach
    void start() throws Exception {
        server = RedisServer.start();
        one = new Replica(server.url(), database).joined();
        other = new Replica(server.url(), database).joined();
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        Stream.of(one, other).filter(Objects::nonNull).forEach(Replica::close);
    }

    @Test
    void whatOneHasReadTheOtherIsGivenWithoutTheDatabase() {
        assertThat(one.get("a")).contains("first");
        assertThat(other.shared("a")).contains("first");
        assertThat(other.cache().figures().of(Result.HIT)).isPositive();
        assertThat(one.cache().figures().of(Result.MISS)).isEqualTo(1);
    }

    @Test
    void soIsThatThereIsNothing() {
        assertThat(one.get("none")).isEmpty();
        assertThat(other.shared("none")).isEmpty();
    }

    @Test
    void whatOneChangesTheOtherReadsAnew() {
        one.get("a");
        other.shared("a");
        one.change("a", "second");
        assertThat(other.get("a")).contains("second");
        assertThat(one.shared("a")).contains("second");
    }

    @Test
    void aSlowReadingCannotUndoAnInvalidation() {
        assertThat(one.get("a", () -> other.change("a", "second"))).contains("first");
        assertThat(one.get("a")).contains("second");
        assertThat(other.shared("a")).contains("second");
    }

    @Test
    void norCanItReplaceWhatWasReadAfterTheInvalidation() {
        one.get("a", () -> {
            other.change("a", "second");
            assertThat(other.get("a")).contains("second");
            other.shared("a");
        });
        assertThat(one.shared("a")).contains("second");
    }

    @Test
    void whileOneReadsTheOtherDoesNotWaitForItAndKeepsNothing() {
        one.get("a", () -> {
            assertThat(other.get("a")).contains("first");
            assertThat(other.loaded()).containsExactly(key("a"));
        });
        assertThat(other.shared("a")).contains("first");
    }

    @Test
    void aReadingThatFailsIsItsReadersAndLeavesNothing() {
        assertThatThrownBy(() -> one.get("a", () -> {
                    throw new IllegalStateException("no database");
                }))
                .hasMessage("no database");
        assertThat(other.get("a")).contains("first");
        assertThat(text("a")).get().asString().startsWith("L");
    }

    @Test
    void leasesAndValuesEnd() {
        try (Replica brief = new Replica(server.url(), database, Duration.ofSeconds(20)).joined();
                Replica endless = new Replica(server.url(), database, Duration.ofDays(1)).joined()) {
            brief.get("a", () -> assertThat(commands().pttl(name("a"))).isBetween(1L, 2_000L));
            brief.shared("a");
            assertThat(commands().pttl(name("a"))).isBetween(1L, 20_000L);
            endless.change("a", "second");
            endless.get("a");
            endless.shared("a");
            assertThat(commands().pttl(name("a"))).isBetween(299_000L, 300_000L);
        }
    }

    @Test
    void whatIsNoValueIsReadAnewAndReplaced() {
        for (String rubbish : List.of("", "?", "Vnot quoted", "V")) {
            commands().set(name("a"), rubbish.getBytes(UTF_8));
            assertThat(one.get("a")).as(rubbish).contains("first");
            assertThat(other.shared("a")).as(rubbish).contains("first");
        }
        commands().del(name("a"));
        commands().lpush(name("a"), "a list".getBytes(UTF_8));
        assertThat(one.get("a")).contains("first");
        assertThat(other.shared("a")).contains("first");
        assertThat(one.redis().figures().others()).isZero();
    }

    @Test
    void withoutHavingJoinedNothingIsAskedOrKept() {
        try (Replica late = new Replica(server.url(), database)) {
            one.get("a");
            one.shared("a");
            database.put(key("a"), "unheard of");
            assertThat(late.get("a")).contains("unheard of");
            assertThat(late.cache().figures().of(Result.BYPASS)).isEqualTo(1);
            assertThat(late.joined("a").get("a")).contains("unheard of");
            assertThat(one.shared("a")).contains("unheard of");
        }
    }

    @Test
    void aDoubtWhileJoiningLeavesItUndone() {
        one.cache().doubt();
        assertThat(one.cache().join(() -> {
                    one.cache().doubt();
                    return Optional.of(List.of());
                }))
                .isFalse();
        assertThat(one.join()).isTrue();
    }

    @Test
    void whenTooMuchHasChangedToNameItRedisIsNotUsed() {
        one.cache().doubt();
        assertThat(one.cache().join(Optional::empty)).isFalse();
        assertThat(one.get("a")).contains("first");
        assertThat(text("a")).isEmpty();
    }

    @Test
    void manyThatChangedAreForgottenInParts() {
        List<String> ids = IntStream.range(0, 1_200).mapToObj(Integer::toString).toList();
        ids.forEach(id -> commands().set(name(id), "V\"stale\"".getBytes(UTF_8)));
        one.cache().doubt();
        one.joined(ids.toArray(String[]::new));
        assertThat(commands().keys(Replica.PREFIX + '*')).isEmpty();
    }

    @Test
    void tooFewPlacesInTheQueueAreRefused() {
        assertThatThrownBy(() -> new Redis(server.url(), 499)).isInstanceOf(IllegalArgumentException.class);
    }

    private RedisCommands<String, byte[]> commands() {
        return one.redis().connection().orElseThrow().sync();
    }

    private Optional<String> text(String id) {
        return Optional.ofNullable(commands().get(name(id))).map(bytes -> new String(bytes, UTF_8));
    }

    private static String name(String id) {
        return Replica.PREFIX + key(id).text();
    }
}
