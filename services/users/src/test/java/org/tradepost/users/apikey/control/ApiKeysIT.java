package org.tradepost.users.apikey.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.identity.ApiKeySecret;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.users.UsersError;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.apikey.entity.ApiKey;
import org.tradepost.users.apikey.entity.IssuedKey;
import org.tradepost.users.apikey.entity.KeyGrant;
import org.tradepost.users.apikey.entity.KeyName;
import org.tradepost.users.apikey.entity.KeyStatus;
import org.tradepost.users.apikey.entity.KeyTerms;

/** A key's whole life on a real database, with the running service's role. */
class ApiKeysIT extends ApiKeyFixture {

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
}
