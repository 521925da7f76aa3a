package org.tradepost.users.apikey.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.apikey.entity.ApiKey;
import org.tradepost.users.apikey.entity.IssuedKey;
import org.tradepost.users.apikey.entity.KeyName;
import org.tradepost.users.apikey.entity.KeyTerms;
import org.tradepost.users.testing.ListedDeeds;
import org.tradepost.users.testing.StoredAccounts;

/** Keys of one owner on a real database, and what is done to them. */
abstract class ApiKeyFixture {

    static final Set<String> ORDERS = Set.of("order:read", "order:write");

    TestDatabase database;
    Jdbi jdbi;
    ApiKeyStore store;
    UserId ada;
    Caller asAda;

    @BeforeEach
    void open() {
        database = TestPostgres.start().database("users");
        jdbi = database.jdbi();
        store = new ApiKeyStore(jdbi);
        ada = StoredAccounts.store(jdbi, "ada@example.com", "ACTIVE", "user");
        asAda = new Caller(ada.value(), Set.of("user"), Role.permissionsOf(Set.of(Role.USER)));
    }

    IssuedKey create(Set<String> permissions) {
        return create(jdbi, permissions);
    }

    IssuedKey create(Jdbi on, Set<String> permissions) {
        return createKey(on).execute(ada, new KeyName("A"), Optional.of(new TreeSet<>(permissions)), inADay(), 1_000);
    }

    ApiKey change(ApiKey key, String ifMatch, java.util.function.UnaryOperator<KeyTerms> change) {
        return changeKey().execute(key.id(), asAda, ifMatch, change);
    }

    IssuedKey rotate(ApiKey key, Duration overlap) {
        return rotateKey(jdbi).execute(key.id(), asAda, null, overlap);
    }

    void revoke(UUID key, String ifMatch) {
        revokeKey().execute(key, asAda, ifMatch);
    }

    Page<ApiKey> list(long limit, String cursor) {
        PageRequest request = PageRequest.of(limit, cursor, ApiKeyList.CURSOR_KEYS);
        return new ApiKeyList(jdbi).page(Optional.of(ada), request);
    }

    void account(String change) {
        jdbi.useHandle(h -> h.execute("UPDATE user_account SET " + change));
    }

    static Instant inADay() {
        return Instant.now().plus(Duration.ofDays(1));
    }

    static KeyTerms terms(KeyTerms terms, Set<String> permissions) {
        return new KeyTerms(terms.name(), new TreeSet<>(permissions), terms.expiresAt(), terms.requestsPerMinute());
    }

    static CreateKey createKey(Jdbi jdbi) {
        CreateKey create = new CreateKey();
        create.store = new ApiKeyStore(jdbi);
        create.audit = new ListedDeeds();
        create.owners = owners(jdbi);
        return create;
    }

    ChangeKey changeKey() {
        ChangeKey change = new ChangeKey();
        change.store = store;
        change.audit = new ListedDeeds();
        change.owners = owners(jdbi);
        change.access = access(jdbi);
        return change;
    }

    static RotateKey rotateKey(Jdbi jdbi) {
        RotateKey rotate = new RotateKey();
        rotate.store = new ApiKeyStore(jdbi);
        rotate.audit = new ListedDeeds();
        rotate.access = access(jdbi);
        return rotate;
    }

    RevokeKey revokeKey() {
        RevokeKey revoke = new RevokeKey();
        revoke.store = store;
        revoke.audit = new ListedDeeds();
        revoke.access = access(jdbi);
        return revoke;
    }

    static KeyOwners owners(Jdbi jdbi) {
        KeyOwners owners = new KeyOwners();
        owners.store = new ApiKeyStore(jdbi);
        return owners;
    }

    static KeyAccess access(Jdbi jdbi) {
        KeyAccess access = new KeyAccess();
        access.store = new ApiKeyStore(jdbi);
        return access;
    }

    static void refused(ErrorCode code, ThrowingCallable call) {
        Consumer<ProblemException> is = refusal -> assertThat(refusal.code()).isEqualTo(code);
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, is);
    }
}
