package org.tradepost.users.account.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.cache.ReadThroughCache;
import org.tradepost.shared.containerkit.ServiceArchive;
import org.tradepost.shared.idempotency.IdempotentRequests;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.EntityTags;
import org.tradepost.users.UsersError;
import org.tradepost.users.account.entity.AccountView;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.PhoneNumber;
import org.tradepost.users.account.entity.Preferences;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.account.entity.UserStatus;
import org.tradepost.users.password.entity.PasswordHash;

/** Whatever changes an account tells the cache once it has committed, in real transactions inside Liberty. */
@ExtendWith(ArquillianExtension.class)
class CachedAccountsContainerIT {

    private static final PasswordHash PASSWORD = new PasswordHash("$argon2id$of-nothing");
    private final PersonalData ada = new PersonalData(
            new Email(UUID.randomUUID() + "@example.org"),
            new FullName("Ada"),
            null,
            new PhoneNumber("+441632960961"),
            null,
            Preferences.DEFAULT);

    @Inject
    OpenAccount openAccount;

    @Inject
    ActivateAccount activateAccount;

    @Inject
    ChangePassword changePassword;

    @Inject
    UpdateUser updateUser;

    @Inject
    GovernUser governUser;

    @Inject
    EraseUser eraseUser;

    @Inject
    Accounts accounts;

    @Inject
    CachedAccounts cached;

    @Inject
    FreshCache fresh;

    @Inject
    IdempotentRequests idempotent;

    @Inject
    AuditTrail audit;

    @Inject
    Jdbi jdbi;

    /** The cache of a replica that hears of all changes; here there is no Kafka by which the service's own could. */
    @ApplicationScoped
    public static class FreshCache {

        @Inject
        Accounts accounts;

        private CachedAccounts cached;

        @PostConstruct
        void make() {
            cached = new CachedAccounts(
                    accounts,
                    new ReadThroughCache.Settings(Duration.ofMinutes(5), Duration.ofSeconds(30), 1_000_000),
                    () -> true);
        }

        AccountView require(UserId id) {
            return cached.require(id);
        }

        void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) UserEvent event) {
            cached.changed(event);
        }
    }

    @Deployment
    static WebArchive users() {
        return ServiceArchive.with(CachedAccountsContainerIT.class, FreshCache.class);
    }

    @Test
    void every_change_is_seen_at_once() {
        OpenAccount.Opened opened = openAccount.execute(ada);
        UserId id = opened.account().id();
        shownAs(id, AccountView::version, opened.account().version());

        activateAccount.execute(audit.scene(), opened.activation().token(), PASSWORD);
        shownAs(id, AccountView::version, opened.account().version() + 1);

        updateUser.execute(id, tag(id), CachedAccountsContainerIT::renamed);
        shownAs(id, view -> view.personalData().name().value(), "Ada King");

        governUser.execute(id, tag(id), Optional.of(EnumSet.of(Role.GUEST)), Optional.of(UserStatus.SUSPENDED));
        shownAs(id, AccountView::status, UserStatus.SUSPENDED);
        shownAs(id, AccountView::roles, EnumSet.of(Role.GUEST));

        long before = fresh.require(id).version();
        changePassword.execute(audit.scene(), id, PASSWORD, new PasswordHash("$argon2id$of-less"), null);
        shownAs(id, AccountView::version, before + 1);

        eraseUser.execute(id, tag(id));
        assertThatThrownBy(() -> fresh.require(id)).isInstanceOf(ProblemException.class);
    }

    @Test
    void what_was_rolled_back_is_not_seen() {
        UserId id = openAccount.execute(ada).account().id();
        AccountView before = fresh.require(id);
        assertThatThrownBy(() -> idempotent.execute("anonymous", null, "PUT", "", () -> {
                    updateUser.execute(id, EntityTags.of(before.version()), CachedAccountsContainerIT::renamed);
                    assertThat(fresh.require(id)).isEqualTo(before);
                    throw new ProblemException(UsersError.LAST_ADMIN, "refused at the end");
                }))
                .isInstanceOf(ProblemException.class);
        assertThat(fresh.require(id))
                .isEqualTo(before)
                .isEqualTo(accounts.require(id).view());
    }

    @Test
    void without_kafka_everything_is_read_from_the_database() {
        UserId id = openAccount.execute(ada).account().id();
        assertThat(cached.require(id).personalData().name().value()).isEqualTo("Ada");
        jdbi.useHandle(h -> h.execute("UPDATE user_account SET name = 'Ada King' WHERE id = ?", id.value()));
        assertThat(cached.require(id).personalData().name().value()).isEqualTo("Ada King");
    }

    /** In memory and in the database; the former is read twice, so that it holds something to forget at the next change. */
    private <T> void shownAs(UserId id, Function<AccountView, T> part, T expected) {
        assertThat(part.apply(fresh.require(id))).isEqualTo(expected);
        assertThat(fresh.require(id)).isEqualTo(accounts.require(id).view());
    }

    private String tag(UserId id) {
        return EntityTags.of(accounts.require(id).version());
    }

    private static PersonalData renamed(PersonalData data) {
        return new PersonalData(
                data.email(), new FullName("Ada King"), data.age(), data.phone(), data.avatar(), data.preferences());
    }
}
