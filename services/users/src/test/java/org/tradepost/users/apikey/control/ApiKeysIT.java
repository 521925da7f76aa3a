package org.tradepost.users.apikey.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.identity.ApiKeySecret;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.UsersError;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.apikey.entity.ApiKey;
import org.tradepost.users.apikey.entity.IssuedKey;
import org.tradepost.users.apikey.entity.KeyGrant;
import org.tradepost.users.apikey.entity.KeyName;
import org.tradepost.users.apikey.entity.KeyStatus;
import org.tradepost.users.apikey.entity.KeyTerms;
import org.tradepost.users.testing.ListedDeeds;
import org.tradepost.users.testing.OpenTransaction;
import org.tradepost.users.testing.StoredAccounts;

/** A key's whole life on a real database, with the running service's role. */
class ApiKeysIT {

    private static final Set<String> ORDERS = Set.of("order:read", "order:write");

    private TestDatabase database;
    private Jdbi jdbi;
    private ApiKeyStore store;
    private UserId ada;
    private Caller asAda;

    @BeforeEach
    void open() {
        database = TestPostgres.start().database("users");
        jdbi = database.jdbi();
        store = new ApiKeyStore(jdbi);
        ada = StoredAccounts.store(jdbi, "ada@example.com", "ACTIVE", "user");
        asAda = new Caller(ada.value(), Set.of("user"), Role.permissionsOf(Set.of(Role.USER)));
    }

    @Test
    void aKeyOpensWhatItWasMadeForAndOnlyItsHashIsKept() {
        IssuedKey issued = create(ORDERS);
        KeyGrant grant = store.grant(issued.secret()).orElseThrow();
        assertThat(grant.keyId()).isEqualTo(issued.key().id());
        assertThat(grant.owner()).isEqualTo(ada);
        assertThat(grant.permissions()).isEqualTo(ORDERS);
        assertThat(grant.roles()).isEmpty();
        assertThat(grant.requestsPerMinute()).isEqualTo(1_000);
        assertThat(store.grant(ApiKeySecret.random())).isEmpty();

        String row = jdbi.withHandle(h -> h.createQuery("SELECT k::text FROM api_key k")
                .mapTo(String.class)
                .one());
        String secret = issued.secret().value();
        assertThat(row).contains(issued.secret().lastFour()).doesNotContain(secret.substring(0, 20));
        assertThat(store.find(issued.key().id())).contains(issued.key());
    }

    @Test
    void leftOutAKeyGetsAllThatItsOwnerMayGiveAndActsInTheirRole() {
        IssuedKey issued = createKey(jdbi).execute(ada, new KeyName("all"), Optional.empty(), inADay(), 5);
        assertThat(issued.key().permissions()).containsExactly("order:read", "order:write", "user:read", "user:write");
        assertThat(store.grant(issued.secret()).orElseThrow().roles()).containsExactly(Role.USER);
    }

    @Test
    void permissionsBeyondTheOwnersAreForbiddenWhenItIsMadeAndWhenItIsChanged() {
        refused(CommonError.FORBIDDEN, () -> create(Set.of("order:read", "catalog:write")));
        refused(CommonError.FORBIDDEN, () -> create(Set.of("credential:manage")));
        ApiKey key = create(Set.of("order:read")).key();
        refused(
                CommonError.FORBIDDEN,
                () -> change(key, "\"1\"", terms -> terms(terms, Set.of("order:read", "user:admin"))));
        assertThat(change(key, "\"1\"", terms -> terms(terms, ORDERS)).permissions())
                .isEqualTo(ORDERS);
        refused(CommonError.NOT_FOUND, () -> createKey(jdbi)
                .execute(new UserId(UUID.randomUUID()), new KeyName("x"), Optional.empty(), inADay(), 1));
    }

    @Test
    void whatTheOwnerMayNoLongerDoTheKeyMayNotEitherAndASuspendedOwnersKeyOpensNothing() {
        IssuedKey issued = create(ORDERS);
        account("roles = 'guest'");
        assertThat(store.grant(issued.secret()).orElseThrow().permissions()).containsExactly("order:read");
        account("roles = 'user', status = 'SUSPENDED'");
        assertThat(store.grant(issued.secret())).isEmpty();
        account("status = 'ACTIVE'");
        assertThat(store.grant(issued.secret())).isPresent();
        jdbi.useHandle(h -> h.execute("DELETE FROM user_account"));
        assertThat(store.grant(issued.secret())).isEmpty();
        assertThat(store.find(issued.key().id())).isEmpty();
    }

    @Test
    void aRotatedKeyStopsAtOnceUnlessTheTwoOverlapAndThenOnlyTheLastOneBefore() {
        IssuedKey first = create(ORDERS);
        IssuedKey second = rotate(first.key(), Duration.ZERO);
        assertThat(second.key().id()).isEqualTo(first.key().id());
        assertThat(second.key().version()).isEqualTo(2);
        assertThat(store.grant(first.secret())).isEmpty();
        assertThat(store.grant(second.secret())).isPresent();

        IssuedKey third = rotate(first.key(), Duration.ofSeconds(30));
        assertThat(store.grant(second.secret()).orElseThrow().validFor())
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
        assertThat(store.grant(third.secret()).orElseThrow().validFor()).isGreaterThan(Duration.ofHours(1));

        IssuedKey fourth = rotate(first.key(), Duration.ofHours(24));
        assertThat(store.grant(second.secret())).isEmpty();
        assertThat(store.grant(third.secret())).isPresent();
        jdbi.useHandle(h -> h.execute("UPDATE api_key SET previous_until = now() - interval '1 second'"));
        assertThat(store.grant(third.secret())).isEmpty();
        assertThat(store.grant(fourth.secret())).isPresent();
    }

    @Test
    void aRevokedKeyStaysOnTheListAndCannotComeBack() {
        IssuedKey first = create(ORDERS);
        IssuedKey second = rotate(first.key(), Duration.ofHours(1));
        refused(CommonError.PRECONDITION_FAILED, () -> revoke(first.key().id(), "\"1\""));
        revoke(first.key().id(), null);
        assertThat(store.grant(first.secret())).isEmpty();
        assertThat(store.grant(second.secret())).isEmpty();
        ApiKey listed = list(1, null).items().get(0);
        assertThat(listed.status(Instant.now())).isEqualTo(KeyStatus.REVOKED);
        revoke(first.key().id(), null);
        assertThat(list(1, null).items()).containsExactly(listed);
        refused(UsersError.API_KEY_REVOKED, () -> rotate(first.key(), Duration.ZERO));
        refused(UsersError.API_KEY_REVOKED, () -> change(first.key(), "*", terms -> terms(terms, ORDERS)));
    }

    @Test
    void anExpiredKeyOpensNothingUntilItIsRenewed() {
        IssuedKey issued = create(ORDERS);
        jdbi.useHandle(h -> h.execute("UPDATE api_key SET expires_at = now() - interval '1 second'"));
        assertThat(store.grant(issued.secret())).isEmpty();
        assertThat(list(1, null).items().get(0).status(Instant.now())).isEqualTo(KeyStatus.EXPIRED);
        Instant later = Instant.now().plusSeconds(20);
        change(issued.key(), "\"1\"", t -> new KeyTerms(t.name(), t.permissions(), later, t.requestsPerMinute()));
        assertThat(store.grant(issued.secret()).orElseThrow().validFor()).isLessThanOrEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aChangeNeedsTheVersionItWasMadeAgainst() {
        ApiKey key = create(ORDERS).key();
        refused(CommonError.PRECONDITION_REQUIRED, () -> change(key, null, terms -> terms(terms, ORDERS)));
        refused(CommonError.PRECONDITION_FAILED, () -> change(key, "\"2\"", terms -> terms(terms, ORDERS)));
        ApiKey changed = change(key, "\"1\"", t -> new KeyTerms(new KeyName("B"), t.permissions(), t.expiresAt(), 7));
        assertThat(store.find(key.id())).contains(changed);
        assertThat(changed.version()).isEqualTo(2);
        assertThat(store.update(changed)).isFalse();
        assertThat(store.rotate(key, ApiKeySecret.random(), Duration.ZERO)).isFalse();
    }

    @Test
    void somebodyElsesKeyDoesNotExistUnlessOneIsAnAdministrator() {
        ApiKey key = create(ORDERS).key();
        Caller stranger = new Caller(UUID.randomUUID(), Set.of("user"), asAda.permissions());
        refused(CommonError.NOT_FOUND, () -> access(jdbi).require(key.id(), stranger));
        refused(CommonError.NOT_FOUND, () -> rotateKey(jdbi).execute(key.id(), stranger, null, Duration.ZERO));
        RevokeKey revoke = revokeKey();
        refused(CommonError.NOT_FOUND, () -> revoke.execute(key.id(), stranger, null));
        ChangeKey change = changeKey();
        refused(CommonError.NOT_FOUND, () -> change.execute(key.id(), stranger, "*", terms -> terms));
        refused(CommonError.NOT_FOUND, () -> access(jdbi).require(UUID.randomUUID(), asAda));
        Caller admin = new Caller(UUID.randomUUID(), Set.of("admin"), Set.of());
        assertThat(access(jdbi).require(key.id(), admin)).isEqualTo(key);
    }

    @Test
    void nobodyHasMoreThan25ActiveKeysAlsoNotByRenewingOne() {
        ApiKey first = create(ORDERS).key();
        jdbi.useHandle(h -> h.execute("UPDATE api_key SET expires_at = now()"));
        List<ApiKey> keys = new ArrayList<>();
        for (int i = 0; i < ApiKey.MOST_ACTIVE; i++) {
            keys.add(create(ORDERS).key());
        }
        refused(UsersError.TOO_MANY_API_KEYS, () -> create(ORDERS));
        refused(
                UsersError.TOO_MANY_API_KEYS,
                () -> change(first, "*", t -> new KeyTerms(t.name(), t.permissions(), inADay(), 1)));
        revoke(keys.get(3).id(), null);
        create(ORDERS);
    }

    @Test
    void twoKeysMadeAtOnceTakeTurns() throws Exception {
        try (OpenTransaction first = OpenTransaction.begin(database);
                OpenTransaction second = OpenTransaction.begin(database)) {
            create(first.jdbi(), ORDERS);
            Jdbi impatient = second.withoutWaiting().jdbi();
            assertThatThrownBy(() -> create(impatient, ORDERS)).isInstanceOf(UnableToExecuteStatementException.class);
        }
    }

    @Test
    void useIsRecordedOnceAMinute() {
        IssuedKey issued = create(ORDERS);
        assertThat(store.grant(issued.secret()).orElseThrow().useUnrecorded()).isTrue();
        store.recordUse(issued.key().id());
        assertThat(store.grant(issued.secret()).orElseThrow().useUnrecorded()).isFalse();
        ApiKey used = store.find(issued.key().id()).orElseThrow();
        store.recordUse(issued.key().id());
        assertThat(store.find(issued.key().id())).contains(used);
        assertThat(used.lastUsedAt()).isNotNull();
        assertThat(used.version()).isEqualTo(1);
        jdbi.useHandle(h -> h.execute("UPDATE api_key SET last_used_at = now() - interval '61 seconds'"));
        assertThat(store.grant(issued.secret()).orElseThrow().useUnrecorded()).isTrue();
        store.recordUse(issued.key().id());
        assertThat(store.find(issued.key().id()).orElseThrow().lastUsedAt()).isAfterOrEqualTo(used.lastUsedAt());
    }

    @Test
    void everyKeyIsOnExactlyOnePageOfItsOwnersListNewestFirst() {
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(0, create(ORDERS).key().id());
        }
        UserId bob = StoredAccounts.store(jdbi, "bob@example.com", "ACTIVE", "user");
        createKey(jdbi).execute(bob, new KeyName("bob's"), Optional.empty(), inADay(), 1);
        List<UUID> read = new ArrayList<>();
        String cursor = null;
        do {
            Page<ApiKey> page = list(2, cursor);
            page.items().forEach(key -> read.add(key.id()));
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(read).isEqualTo(made);
        PageRequest all = PageRequest.of(null, null, ApiKeyList.CURSOR_KEYS);
        assertThat(new ApiKeyList(jdbi).page(Optional.empty(), all).items()).hasSize(6);
        refused(CommonError.MALFORMED_REQUEST, () -> new ApiKeyList(jdbi)
                .page(Optional.empty(), new PageRequest(2, List.of("no id"))));
    }

    @Test
    void theDatabaseItselfRefusesTheSameSecretTwiceAndTermsThatNoKeyHas() {
        IssuedKey issued = create(ORDERS);
        ApiKey key = issued.key();
        ApiKey twin = new ApiKey(
                UUID.randomUUID(),
                ada,
                key.name(),
                key.lastFour(),
                key.permissions(),
                1,
                key.expiresAt(),
                null,
                null,
                null,
                key.createdAt(),
                1);
        assertThatThrownBy(() -> store.insert(twin, issued.secret()))
                .isInstanceOf(UnableToExecuteStatementException.class);
        for (String wrong : List.of(
                "permissions = '{}'",
                "requests_per_minute = 0",
                "requests_per_minute = 100001",
                "name = ''",
                "secret_hash = '\\x00'",
                "previous_until = now()")) {
            assertThatThrownBy(() -> jdbi.useHandle(h -> h.execute("UPDATE api_key SET " + wrong)))
                    .as(wrong)
                    .isInstanceOf(UnableToExecuteStatementException.class);
        }
    }

    @Test
    void textsAreStoredAsTheyAre() {
        String name = "x'); DROP TABLE api_key;-- <b>&amp;";
        IssuedKey issued = createKey(jdbi).execute(ada, new KeyName(name), Optional.empty(), inADay(), 1);
        assertThat(store.find(issued.key().id()).orElseThrow().name().value()).isEqualTo(name);
    }

    private IssuedKey create(Set<String> permissions) {
        return create(jdbi, permissions);
    }

    private IssuedKey create(Jdbi on, Set<String> permissions) {
        return createKey(on).execute(ada, new KeyName("A"), Optional.of(new TreeSet<>(permissions)), inADay(), 1_000);
    }

    private ApiKey change(ApiKey key, String ifMatch, java.util.function.UnaryOperator<KeyTerms> change) {
        return changeKey().execute(key.id(), asAda, ifMatch, change);
    }

    private IssuedKey rotate(ApiKey key, Duration overlap) {
        return rotateKey(jdbi).execute(key.id(), asAda, null, overlap);
    }

    private void revoke(UUID key, String ifMatch) {
        revokeKey().execute(key, asAda, ifMatch);
    }

    private Page<ApiKey> list(long limit, String cursor) {
        PageRequest request = PageRequest.of(limit, cursor, ApiKeyList.CURSOR_KEYS);
        return new ApiKeyList(jdbi).page(Optional.of(ada), request);
    }

    private void account(String change) {
        jdbi.useHandle(h -> h.execute("UPDATE user_account SET " + change));
    }

    private static Instant inADay() {
        return Instant.now().plus(Duration.ofDays(1));
    }

    private static KeyTerms terms(KeyTerms terms, Set<String> permissions) {
        return new KeyTerms(terms.name(), new TreeSet<>(permissions), terms.expiresAt(), terms.requestsPerMinute());
    }

    private static CreateKey createKey(Jdbi jdbi) {
        CreateKey create = new CreateKey();
        create.store = new ApiKeyStore(jdbi);
        create.audit = new ListedDeeds();
        create.owners = owners(jdbi);
        return create;
    }

    private ChangeKey changeKey() {
        ChangeKey change = new ChangeKey();
        change.store = store;
        change.audit = new ListedDeeds();
        change.owners = owners(jdbi);
        change.access = access(jdbi);
        return change;
    }

    private static RotateKey rotateKey(Jdbi jdbi) {
        RotateKey rotate = new RotateKey();
        rotate.store = new ApiKeyStore(jdbi);
        rotate.audit = new ListedDeeds();
        rotate.access = access(jdbi);
        return rotate;
    }

    private RevokeKey revokeKey() {
        RevokeKey revoke = new RevokeKey();
        revoke.store = store;
        revoke.audit = new ListedDeeds();
        revoke.access = access(jdbi);
        return revoke;
    }

    private static KeyOwners owners(Jdbi jdbi) {
        KeyOwners owners = new KeyOwners();
        owners.store = new ApiKeyStore(jdbi);
        return owners;
    }

    private static KeyAccess access(Jdbi jdbi) {
        KeyAccess access = new KeyAccess();
        access.store = new ApiKeyStore(jdbi);
        return access;
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        Consumer<ProblemException> is = refusal -> assertThat(refusal.code()).isEqualTo(code);
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, is);
    }
}
