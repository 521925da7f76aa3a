package org.tradepost.shared.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;

class IdempotentTransactionTest {

    private static final byte[] REQUEST = RequestFingerprint.of("POST /things", Map.of("name", "a"));
    private static final byte[] OTHER_REQUEST = RequestFingerprint.of("POST /things", Map.of("name", "b"));

    private TestDatabase database;
    private static final UUID THING = UUID.randomUUID();

    private Jdbi jdbi;
    private IdempotentTransaction transaction;
    private final AtomicReference<String> name = new AtomicReference<>("Ada");
    private final AtomicInteger effects = new AtomicInteger();

    @BeforeEach
    void open() {
        database = TestPostgres.start().database("idempotency", "public", "classpath:db/shared");
        jdbi = database.jdbi();
        transaction = new IdempotentTransaction(new IdempotencyRecords(jdbi));
    }

    @Test
    void aRepeatedKeyGetsTheStoredAnswerAndNoSecondEffect() {
        StoredResponse first = once("caller", "key", REQUEST);
        StoredResponse second = once("caller", "key", REQUEST);
        assertThat(effects).hasValue(1);
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).hasToString("{\"n\":1}");
        assertThat(second.headers()).containsEntry("Location", "/things/1");
    }

    @Test
    void keysOfDifferentCallersDoNotMeet() {
        once("one", "key", REQUEST);
        once("another", "key", OTHER_REQUEST);
        assertThat(effects).hasValue(2);
    }

    @Test
    void theSameKeyWithAnotherRequestIsRefused() {
        once("caller", "key", REQUEST);
        assertRefused(() -> once("caller", "key", OTHER_REQUEST), CommonError.IDEMPOTENCY_KEY_REUSED);
        assertThat(effects).hasValue(1);
    }

    @Test
    void aKeyInFlightIsRefused() {
        try (Handle other = jdbi.open()) {
            other.begin();
            other.execute("select pg_advisory_xact_lock(hashtextextended('caller\nkey', 7))");
            assertRefused(() -> once("caller", "key", REQUEST), CommonError.REQUEST_IN_FLIGHT);
            other.rollback();
        }
        once("caller", "key", REQUEST);
        assertThat(effects).hasValue(1);
    }

    @Test
    void aRefusedActionLeavesNothingAndItsRefusalCanBeKept() {
        assertThatThrownBy(() -> jdbi.inTransaction(h -> transaction.runOnce("caller", "key", "op", REQUEST, () -> {
                    throw new ProblemException(CommonError.CONFLICT, "taken");
                })))
                .isInstanceOf(ActionRefused.class);
        ProblemException refusal = new ProblemException(CommonError.CONFLICT, "taken");
        StoredResponse kept = new StoredResponse(409, refusal.toProblem(), Map.of());
        Optional<StoredResponse> keptByAnother =
                jdbi.inTransaction(h -> transaction.keepRefusal("caller", "key", "op", REQUEST, kept));
        assertThat(keptByAnother).isEmpty();
        StoredResponse repeated = once("caller", "key", REQUEST);
        assertThat(repeated.status()).isEqualTo(409);
        assertThat(effects).hasValue(0);
    }

    @Test
    void ofSomethingThatWasMadeTheIdIsKeptAndTheAnswerIsHowItIsNow() {
        StoredResponse first = made(REQUEST);
        name.set("Grace");
        StoredResponse second = made(REQUEST);

        assertThat(effects).hasValue(1);
        assertThat(first.body()).isEqualTo(Map.of("id", THING, "name", "Ada"));
        assertThat(second.body()).isEqualTo(Map.of("id", THING, "name", "Grace"));
        assertRefused(() -> made(OTHER_REQUEST), CommonError.IDEMPOTENCY_KEY_REUSED);
        Map<String, Object> row = jdbi.withHandle(h ->
                h.createQuery("select * from idempotency_record").mapToMap().one());
        assertThat(row).containsEntry("resource_id", THING).containsEntry("body", null);
        assertThat(row.toString()).doesNotContain("Ada");
    }

    @Test
    void whatAnOlderVersionKeptIsAnsweredAsItWasKept() {
        StoredResponse older = once("caller", "key", REQUEST);
        assertThat(made(REQUEST).headers()).isEqualTo(older.headers());
        assertThat(effects).hasValue(1);
    }

    @Test
    void aRefusalToMakeSomethingCanBeKept() {
        assertThatThrownBy(() -> jdbi.inTransaction(h -> transaction.runOnceFor(
                        "caller",
                        "key",
                        "op",
                        REQUEST,
                        () -> {
                            throw new ProblemException(CommonError.CONFLICT, "taken");
                        },
                        id -> StoredResponse.ok(id))))
                .isInstanceOf(ActionRefused.class);
        StoredResponse kept =
                new StoredResponse(409, new ProblemException(CommonError.CONFLICT, "taken").toProblem(), Map.of());
        jdbi.inTransaction(h -> transaction.keepRefusal("caller", "key", "op", REQUEST, kept));
        assertThat(made(REQUEST).status()).isEqualTo(409);
        assertThat(effects).hasValue(0);
    }

    private StoredResponse made(byte[] request) {
        return jdbi.inTransaction(h -> transaction.runOnceFor(
                "caller",
                "key",
                "op",
                request,
                () -> {
                    effects.incrementAndGet();
                    return THING;
                },
                id -> StoredResponse.ok(Map.of("id", id, "name", name.get()))));
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        once("caller", "key", REQUEST);
        jdbi.useHandle(h -> h.execute("update idempotency_record set created_at = now() - interval '25 hours'"));
        once("caller", "key", OTHER_REQUEST);
        assertThat(effects).hasValue(2);
    }

    @Test
    void fingerprintsDependOnContentNotOnLayout() {
        assertThat(REQUEST).isEqualTo(RequestFingerprint.of("POST /things", Map.of("name", "a")));
        assertThat(REQUEST).isNotEqualTo(OTHER_REQUEST);
        assertThat(REQUEST).isNotEqualTo(RequestFingerprint.of("POST /others", Map.of("name", "a")));
    }

    @Test
    void malformedKeysAreRefused() {
        for (String key : new String[] {"", " ", "a\nb", "é", "k".repeat(256)}) {
            assertRefused(() -> IdempotencyRecords.requireWellFormed(key), CommonError.MALFORMED_REQUEST);
        }
    }

    private StoredResponse once(String caller, String key, byte[] request) {
        return jdbi.inTransaction(h -> transaction.runOnce(caller, key, "op", request, () -> {
            int n = effects.incrementAndGet();
            return StoredResponse.created(java.net.URI.create("/things/" + n), Map.of("n", n));
        }));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                .isEqualTo(code));
    }
}
