package org.tradepost.gateway.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradepost.gateway.signing.control.RedisNonces;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.redis.Redis;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.signing.MessageSigner;
import org.tradepost.shared.signing.SignatureAlgorithm;
import org.tradepost.shared.signing.SignedEnvelope;
import org.tradepost.shared.signing.SigningKey;
import org.tradepost.shared.testkit.Eventually;
import org.tradepost.shared.testkit.RedisServer;

/** Nonces in a real Redis, which is killed, frozen and started again. */
class RedisNoncesIT {

    private static final UUID KEY = UUID.randomUUID();

    @TempDir
    Path folder;

    private RedisServer server;
    private Redis redis;
    private Redis replicas;

    @BeforeEach
    void start() throws Exception {
        server = RedisServer.writingTo(folder);
        redis = connected();
        replicas = connected();
    }

    @AfterEach
    void stop() throws Exception {
        redis.close();
        replicas.close();
        server.close();
    }

    @Test
    void ofAllWhoClaimANonceAtOnceOneGetsIt() throws Exception {
        List<Callable<Boolean>> claims = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RedisNonces nonces = new RedisNonces(i % 2 == 0 ? redis : replicas);
            claims.add(() -> nonces.claim(KEY, "one-of-twenty-claims"));
        }
        int got = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> claim : threads.invokeAll(claims)) {
                got += claim.get() ? 1 : 0;
            }
        }
        assertThat(got).isEqualTo(1);
    }

    @Test
    void aNonceBelongsToItsKeyAndIsKeptForFifteenMinutes() {
        RedisNonces nonces = new RedisNonces(redis);
        UUID other = UUID.randomUUID();
        assertThat(nonces.claim(KEY, "the-same-nonce-of-two")).isTrue();
        assertThat(nonces.claim(other, "the-same-nonce-of-two")).isTrue();
        assertThat(nonces.claim(other, "the-same-nonce-of-two")).isFalse();
        long seconds = redis.connection().orElseThrow().sync().ttl("tradepost:nonce:" + KEY + ":the-same-nonce-of-two");
        assertThat(seconds).isBetween(880L, 900L);
    }

    @Test
    void whileRedisIsAwayNothingIsLetInAndAfterwardsItStillKnows() throws Exception {
        RedisNonces nonces = new RedisNonces(redis);
        assertThat(nonces.claim(KEY, "used-before-the-crash")).isTrue();
        server.kill();
        Eventually.holds("the loss is noticed", () -> redis.connection().isEmpty());
        unavailable(() -> nonces.claim(KEY, "new-during-the-crash"));

        server.startAgain();
        Eventually.holds("connected again", () -> redis.connection().isPresent());
        assertThat(nonces.claim(KEY, "used-before-the-crash")).isFalse();
    }

    @Test
    void aRedisThatSaysNothingLetsNothingIn() throws Exception {
        RedisNonces nonces = new RedisNonces(redis);
        server.freeze();
        try {
            unavailable(() -> nonces.claim(KEY, "asked-of-the-frozen"));
        } finally {
            server.thaw();
        }
    }

    @Test
    void aRedisThatForgetsIsNotBelieved() throws Exception {
        try (RedisServer forgetful = RedisServer.start();
                Redis connection = new Redis(forgetful.url(), 1_000)) {
            Eventually.holds("connected", () -> connection.connection().isPresent());
            unavailable(() -> new RedisNonces(connection).claim(KEY, "soon-to-be-forgotten"));
        }
        redis.connection().orElseThrow().sync().configSet("maxmemory-policy", "allkeys-lru");
        unavailable(() -> new RedisNonces(redis).claim(KEY, "soon-to-be-evicted"));
    }

    @Test
    void anEnvelopeIsTakenOnceByAllGateways() throws Exception {
        StubPartners partners = new StubPartners();
        SigningKey key = partners.register(
                SigningKey.generate(
                        SignatureAlgorithm.ED25519, UUID.randomUUID().toString()),
                UUID.randomUUID());
        JsonNode echo = Json.mapper().readTree("{\"type\":\"echo\",\"text\":\"hello\"}");
        byte[] envelope = SignedEnvelope.sign(echo, key, MessageSigner.newNonce(), Clock.systemUTC())
                .toJson();
        try (StubService upstream = new StubService();
                SigningGateway one = new SigningGateway(upstream, partners, new RedisNonces(redis), Clock.systemUTC());
                SigningGateway other =
                        new SigningGateway(upstream, partners, new RedisNonces(replicas), Clock.systemUTC())) {
            assertThat(post(one, envelope).statusCode()).isEqualTo(200);
            assertThat(post(other, envelope).statusCode()).isEqualTo(409);
            assertThat(partners.claimed()).isZero();
        }
    }

    @Test
    void redisMustBeNamedWhereNoncesAreToLiveThere() throws Exception {
        try (StubService service = new StubService()) {
            Map<String, String> settings = RunningGateway.allAt(service);
            settings.put("tradepost.gateway.nonces", "redis");
            assertThatIllegalStateException()
                    .isThrownBy(() -> new RunningGateway(settings))
                    .havingRootCause()
                    .withMessageContaining("tradepost.redis.url");
            settings.put("tradepost.gateway.nonces", "memory");
            assertThatIllegalStateException()
                    .isThrownBy(() -> new RunningGateway(settings))
                    .havingRootCause()
                    .withMessageContaining("must be users or redis");
        }
    }

    private Redis connected() {
        Redis connection = new Redis(server.url(), 1_000);
        Eventually.holds("connected", () -> connection.connection().isPresent());
        return connection;
    }

    private static void unavailable(Callable<Boolean> claim) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(claim::call)
                .satisfies(refused -> assertThat(refused.code().status()).isEqualTo(503));
    }

    private static HttpResponse<String> post(SigningGateway gateway, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.url("/api/v1/secure"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
