package org.tradepost.users.oauth.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.account.entity.UserStatus;
import org.tradepost.users.oauth.entity.ClientSecret;
import org.tradepost.users.oauth.entity.NewSecret;
import org.tradepost.users.session.control.RevokedList;
import org.tradepost.users.testing.KnownAccounts;
import org.tradepost.users.testing.ListedDeeds;
import org.tradepost.users.testing.StoredAccounts;

class AdministerPartnersIT {

    private final KnownAccounts accounts = new KnownAccounts();
    private final ListedDeeds audit = new ListedDeeds();
    private final AdministerPartners partners = new AdministerPartners();
    private TestDatabase database;
    private ClientStore clients;
    private RevokedList revoked;

    @BeforeEach
    void wire() {
        database = TestPostgres.start().database("users");
        clients = new ClientStore(database.jdbi());
        revoked = new RevokedList(database.jdbi());
        partners.clients = clients;
        partners.accounts = accounts;
        partners.revoked = revoked;
        partners.audit = audit;
    }

    @Test
    void aNewPartnerProvesItselfWithTheSecretThatItWasGiven() {
        NewSecret made = register(null, "catalog:write", "order:price");
        assertThat(made.partner().id()).startsWith("partner-");
        assertThat(made.partner().status()).isEqualTo("ACTIVE");
        assertThat(made.secret().value()).startsWith("tp_cs_").hasSize(49);
        assertThat(proves(made, made.secret())).isTrue();
        assertThat(proves(made, ClientSecret.random())).isFalse();
        assertThat(audit.deeds()).containsExactly(Deed.of(AuditAction.CLIENT_CREATED, "client", id(made)));
    }

    @Test
    void theSecretIsStoredAsAHashOnly() {
        NewSecret made = register(null, "order:read");
        String row = database.jdbi()
                .withHandle(h -> h.createQuery("SELECT oauth_client::text FROM oauth_client WHERE client_id = :id")
                        .bind("id", id(made))
                        .mapTo(String.class)
                        .one());
        assertThat(row).doesNotContain(made.secret().value());
        assertThat(made.toString()).doesNotContain(made.secret().value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"client:admin", "key:admin", "user:admin", "stock:reserve", "payment:execute", "no:such"})
    void whatOpensDoorsIsNoPartners(String permission) {
        invalid("permissions", () -> register(null, "order:read", permission));
        assertThat(audit.deeds()).isEmpty();
    }

    @Test
    void aPartnerOfSomebodyMayDoNoMoreThanTheyMay() {
        UserId ada = StoredAccounts.store(database.jdbi(), UUID.randomUUID() + "@example.com", "ACTIVE", "guest");
        accounts.put(ada, UserStatus.ACTIVE, Role.GUEST);
        NewSecret made = register(ada.value(), "order:read");
        assertThat(clients.active(id(made)).orElseThrow().owner()).contains(ada.value());
        invalid("permissions", () -> register(ada.value(), "order:write"));
        invalid("ownerUserId", () -> register(UUID.randomUUID(), "order:read"));
    }

    @Test
    void aNewSecretEndsTheOldOneAtOnce() {
        NewSecret made = register(null, "order:read");
        NewSecret replaced = partners.replaceSecret(id(made));
        assertThat(proves(made, made.secret())).isFalse();
        assertThat(proves(made, replaced.secret())).isTrue();
        assertThat(replaced.partner().secretSetAt()).isAfter(made.partner().secretSetAt());
        assertThat(audit.deeds()).contains(Deed.of(AuditAction.CLIENT_SECRET_ROTATED, "client", id(made)));
    }

    @Test
    void aRevokedPartnerIsNobodyAndItsTokensAreRefused() {
        NewSecret made = register(null, "order:read");
        partners.revoke(id(made));
        assertThat(clients.active(id(made))).isEmpty();
        assertThat(revoked.read().clients()).contains(id(made));
        assertThat(audit.deeds()).contains(Deed.of(AuditAction.CLIENT_REVOKED, "client", id(made)));
        unknown(() -> partners.replaceSecret(id(made)));
        partners.revoke(id(made));
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        unknown(() -> partners.replaceSecret("partner-none"));
        unknown(() -> partners.revoke("partner-none"));
        unknown(() -> partners.revoke("service-orders"));
        assertThat(revoked.read().clients()).doesNotContain("partner-none", "service-orders");
    }

    private NewSecret register(UUID owner, String... permissions) {
        return partners.register("Partner", Set.copyOf(List.of(permissions)), owner);
    }

    private boolean proves(NewSecret made, ClientSecret secret) {
        return clients.active(id(made))
                .filter(client -> client.isProvedBy(secret))
                .isPresent();
    }

    private static String id(NewSecret made) {
        return made.partner().id();
    }

    private static void invalid(String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(CommonError.VALIDATION_ERROR);
            assertThat(Optional.of(refusal.toProblem().toString()))
                    .get()
                    .asString()
                    .contains(field);
        });
    }

    private static void unknown(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                .isEqualTo(CommonError.NOT_FOUND));
    }
}
