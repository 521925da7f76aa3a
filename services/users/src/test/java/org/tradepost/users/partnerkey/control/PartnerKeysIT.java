package org.tradepost.users.partnerkey.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.signing.SignatureAlgorithm;
import org.tradepost.shared.signing.SigningKey;
import org.tradepost.shared.signing.VerificationKey;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.UsersError;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.partnerkey.entity.KnownKey;
import org.tradepost.users.partnerkey.entity.PartnerKey;
import org.tradepost.users.testing.ListedDeeds;
import org.tradepost.users.testing.StoredAccounts;

class PartnerKeysIT {

    private Jdbi jdbi;
    private PartnerKeys keys;
    private RegisterKey register;
    private UserId ada;

    @BeforeEach
    void open() {
        jdbi = TestPostgres.start().database("users").jdbi();
        keys = new PartnerKeys(jdbi);
        register = new RegisterKey();
        register.audit = new ListedDeeds();
        register.keys = keys;
        ada = StoredAccounts.store(jdbi, "ada@example.com", "ACTIVE", "user");
    }

    @Test
    void a_registered_key_is_known_and_usable() {
        VerificationKey key = newKey();
        PartnerKey made = register.execute(ada, "till", key, false);

        KnownKey known = keys.known(made.id()).orElseThrow();
        assertThat(known.usable()).isTrue();
        assertThat(known.key()).usingRecursiveComparison().isEqualTo(made);
        assertThat(known.key().key().thumbprint()).isEqualTo(key.thumbprint());
        assertThat(keys.page(ada, PageRequest.of(null, null, 1)).items())
                .extracting(PartnerKey::id)
                .containsExactly(made.id());
    }

    @Test
    void the_key_of_a_suspended_owner_is_not_usable() {
        PartnerKey made = register.execute(ada, "till", newKey(), true);
        jdbi.useHandle(h -> h.execute("UPDATE user_account SET status = 'SUSPENDED'"));

        assertThat(keys.known(made.id()).orElseThrow().usable()).isFalse();
    }

    @Test
    void a_revoked_key_is_not_usable_and_cannot_come_back() {
        VerificationKey key = newKey();
        PartnerKey made = register.execute(ada, "till", key, true);
        register.revoke(made.id(), caller(ada, "user"));
        register.revoke(made.id(), caller(ada, "user"));

        assertThat(keys.known(made.id()).orElseThrow().usable()).isFalse();
        assertThat(keys.requiredOwners()).isEmpty();
        assertThat(refusal(() -> register.execute(ada, "again", key, false))).isEqualTo(UsersError.SIGNING_KEY_KNOWN);
    }

    @Test
    void a_replaced_key_stays_good_for_the_overlap_only() {
        PartnerKey old = register.execute(ada, "till", newKey(), true);
        PartnerKey second = register.replace(old.id(), caller(ada, "user"), newKey(), Duration.ofHours(1));
        PartnerKey third = register.replace(second.id(), caller(ada, "user"), newKey(), Duration.ZERO);

        assertThat(keys.known(old.id()).orElseThrow().usable()).isTrue();
        assertThat(keys.known(second.id()).orElseThrow().usable()).isFalse();
        assertThat(keys.known(third.id()).orElseThrow().usable()).isTrue();
        assertThat(third.required()).isTrue();
        assertThat(third.name()).isEqualTo("till");
    }

    @Test
    void a_key_is_replaced_once() {
        PartnerKey old = register.execute(ada, "till", newKey(), true);
        register.replace(old.id(), caller(ada, "user"), newKey(), Duration.ofHours(1));

        assertThat(refusal(() -> register.replace(old.id(), caller(ada, "user"), newKey(), Duration.ofHours(1)))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void only_owner_and_administrator_reach_a_key() {
        PartnerKey made = register.execute(ada, "till", newKey(), true);
        UserId eve = StoredAccounts.store(jdbi, "eve@example.com", "ACTIVE", "user");

        assertThat(refusal(() -> register.require(made.id(), caller(eve, "user")))
                        .status())
                .isEqualTo(404);
        assertThat(refusal(() -> register.revoke(made.id(), caller(eve, "user")))
                        .status())
                .isEqualTo(404);
        assertThatCode(() -> register.revoke(made.id(), caller(eve, "admin"))).doesNotThrowAnyException();
    }

    @Test
    void an_eleventh_active_key_is_refused() {
        for (int i = 0; i < PartnerKey.MOST_ACTIVE; i++) {
            register.execute(ada, "till " + i, newKey(), false);
        }

        assertThat(refusal(() -> register.execute(ada, "one more", newKey(), false)))
                .isEqualTo(UsersError.TOO_MANY_SIGNING_KEYS);
    }

    @Test
    void who_has_no_account_has_no_keys() {
        assertThat(refusal(() -> register.execute(new UserId(UUID.randomUUID()), "x", newKey(), false))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void signatures_are_required_by_an_active_key_that_says_so() {
        register.execute(ada, "optional", newKey(), false);
        assertThat(keys.requiredOwners()).isEmpty();

        register.execute(ada, "required", newKey(), true);
        assertThat(keys.requiredOwners()).containsExactly(ada.value());
    }

    @Test
    void of_many_claims_at_once_by_two_replicas_one_wins() throws Exception {
        List<Nonces> replicas = List.of(new Nonces(jdbi), new Nonces(jdbi));
        UUID key = UUID.randomUUID();
        int claims = 8;
        CyclicBarrier together = new CyclicBarrier(claims);
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int i = 0; i < claims; i++) {
            Nonces replica = replicas.get(i % 2);
            work.add(() -> {
                together.await();
                return replica.claim(key, "0123456789abcdef");
            });
        }
        int won = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> claim : threads.invokeAll(work)) {
                won += claim.get() ? 1 : 0;
            }
        }

        assertThat(won).isOne();
    }

    @Test
    void the_same_nonce_of_another_key_is_another() {
        Nonces nonces = new Nonces(jdbi);

        assertThat(nonces.claim(UUID.randomUUID(), "0123456789abcdef")).isTrue();
        assertThat(nonces.claim(UUID.randomUUID(), "0123456789abcdef")).isTrue();
    }

    @Test
    void nonces_are_kept_longer_than_any_message_is_accepted_and_then_forgotten() {
        Nonces nonces = new Nonces(jdbi);
        UUID key = UUID.randomUUID();
        nonces.claim(key, "0123456789abcdef");

        assertThat(Nonces.KEPT).isGreaterThanOrEqualTo(Duration.ofSeconds(600));
        assertThat(nonces.forgetExpired()).isZero();
        jdbi.useHandle(h -> h.execute("UPDATE signed_nonce SET expires_at = now() - interval '1 second'"));
        assertThat(nonces.forgetExpired()).isOne();
        assertThat(nonces.claim(key, "0123456789abcdef")).isTrue();
    }

    private static VerificationKey newKey() {
        return SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256, null).publicKey();
    }

    private static Caller caller(UserId user, String role) {
        return new Caller(user.value(), Set.of(role), Set.of());
    }

    private static ErrorCode refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        return catchThrowableOfType(ProblemException.class, work).code();
    }
}
