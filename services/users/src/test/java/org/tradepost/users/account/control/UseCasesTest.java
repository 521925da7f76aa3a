package org.tradepost.users.account.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.data.exceptions.OptimisticLockingFailureException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.UsersError;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.Preferences;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.account.entity.UserStatus;
import org.tradepost.users.password.entity.PasswordHash;
import org.tradepost.users.session.control.Sessions;
import org.tradepost.users.session.entity.EndReason;
import org.tradepost.users.testing.ListedDeeds;

/** What the use cases refuse, and what they tell; their statements are tested on a real database. */
class UseCasesTest {

    private static final PersonalData ADA = data("ada@example.com", "Ada");
    private static final PasswordHash HASH = new PasswordHash("$argon2id$1");
    /** The version of an account that no database has counted yet. */
    private static final String CURRENT = "\"0\"";

    private final List<UserEvent> told = new ArrayList<>();
    private final UserEvents events = new UserEvents() {
        @Override
        void tell(UserEvent event, long version) {
            told.add(event);
        }
    };
    private final ListedDeeds audit = new ListedDeeds();
    private final Accounts accounts = new Accounts();
    private final AdminQuorum nobodyElse = new AdminQuorum() {
        @Override
        public void requireAnotherThan(UserId admin) {
            throw new ProblemException(UsersError.LAST_ADMIN, "last");
        }
    };
    private final UpdateUser update = new UpdateUser();
    private final GovernUser govern = new GovernUser();
    private final EraseUser erase = new EraseUser();
    private final ChangePassword changePassword = new ChangePassword();
    private final List<String> ended = new ArrayList<>();
    private final Sessions sessions = new Sessions(null, new ListedDeeds()) {
        @Override
        public void endAllOf(UUID user, EndReason reason) {
            ended.add(user + " " + reason);
        }

        @Override
        public void endAllBut(UUID user, UUID kept, EndReason reason) {
            ended.add(user + " but " + kept + " " + reason);
        }
    };
    private boolean changedMeanwhile;
    private Account ada;
    private UserId id;

    private static PersonalData data(String email, String name) {
        return new PersonalData(new Email(email), new FullName(name), null, null, null, Preferences.DEFAULT);
    }

    @BeforeEach
    void wire() {
        ada = Account.register(new UserId(UUID.randomUUID()), ADA, HASH, EnumSet.of(Role.ADMIN), Instant.now());
        id = ada.id();
        accounts.repository = new OneAccount();
        update.accounts = accounts;
        update.events = events;
        update.claims = new EmailClaims() {
            @Override
            public boolean claim(Email email) {
                return !email.value().startsWith("taken");
            }
        };
        govern.accounts = accounts;
        govern.sessions = sessions;
        erase.sessions = sessions;
        changePassword.sessions = sessions;
        govern.events = events;
        govern.quorum = nobodyElse;
        erase.accounts = accounts;
        erase.events = events;
        erase.quorum = nobodyElse;
        govern.audit = audit;
        erase.audit = audit;
        changePassword.audit = audit;
        changePassword.accounts = accounts;
        changePassword.events = events;
    }

    @Test
    void anUpdateTellsWhatChangedOnce() {
        update.execute(id, CURRENT, current -> data("ada@example.com", "Ada King"));
        assertThat(told).containsExactly(UserEvent.Updated.of(ada, Set.of("name")));
    }

    @Test
    void anUpdateThatChangesNothingTellsNothing() {
        update.execute(id, CURRENT, current -> current);
        assertThat(told).isEmpty();
    }

    @Test
    void whatAnAdministratorDidIsAudited() {
        Account other = Account.register(
                new UserId(UUID.randomUUID()), ADA, HASH, EnumSet.of(Role.USER, Role.GUEST), Instant.now());
        ada = other;
        govern.execute(other.id(), CURRENT, Optional.of(EnumSet.of(Role.USER)), Optional.of(UserStatus.SUSPENDED));
        assertThat(audit.deeds())
                .containsExactly(
                        Deed.of(AuditAction.USER_SUSPENDED, "user", other.id()),
                        Deed.of(AuditAction.USER_ROLES_CHANGED, "user", other.id())
                                .with("before", "user,guest")
                                .with("roles", "user"));
    }

    @Test
    void aChangedPasswordIsAudited() {
        changePassword.execute(ListedDeeds.NOWHERE, id, HASH, new PasswordHash("$argon2id$2"), null);
        assertThat(audit.deeds()).containsExactly(Deed.of(AuditAction.PASSWORD_CHANGED, "user", id));
    }

    @Test
    void aTakenAddressIsRefusedAndOnesOwnIsNotTaken() {
        refused(UsersError.EMAIL_TAKEN, () -> update.execute(id, CURRENT, c -> data("taken@example.com", "Ada")));
        update.execute(id, CURRENT, current -> data("ADA@example.com", "Ada"));
    }

    @Test
    void everyChangeNeedsTheCurrentVersion() {
        refused(CommonError.PRECONDITION_REQUIRED, () -> update.execute(id, null, current -> current));
        refused(CommonError.PRECONDITION_FAILED, () -> update.execute(id, "\"7\"", current -> current));
        refused(
                CommonError.PRECONDITION_REQUIRED,
                () -> govern.execute(id, null, Optional.empty(), Optional.of(UserStatus.INACTIVE)));
        refused(CommonError.PRECONDITION_FAILED, () -> erase.execute(id, "\"7\""));
    }

    @Test
    void aChangeThatLosesTheRaceIsStale() {
        changedMeanwhile = true;
        refused(
                CommonError.PRECONDITION_FAILED,
                () -> update.execute(id, CURRENT, current -> data("ada@example.com", "Ada King")));
    }

    @Test
    void whoIsNotThereCannotBeChanged() {
        UserId nobody = new UserId(UUID.randomUUID());
        refused(CommonError.NOT_FOUND, () -> update.execute(nobody, CURRENT, current -> current));
        refused(CommonError.NOT_FOUND, () -> erase.execute(nobody, CURRENT));
    }

    @Test
    void theLastAdminIsNotDemoted() {
        refused(
                UsersError.LAST_ADMIN,
                () -> govern.execute(id, CURRENT, Optional.of(Set.of(Role.USER)), Optional.empty()));
    }

    @Test
    void theLastAdminIsNotSuspended() {
        refused(
                UsersError.LAST_ADMIN,
                () -> govern.execute(id, CURRENT, Optional.empty(), Optional.of(UserStatus.SUSPENDED)));
    }

    @Test
    void theLastAdminIsNotErased() {
        refused(UsersError.LAST_ADMIN, () -> erase.execute(id, CURRENT));
    }

    @Test
    void anAdminMayGetFurtherRolesWithoutAnyOtherAdmin() {
        govern.execute(id, CURRENT, Optional.of(EnumSet.of(Role.ADMIN, Role.USER)), Optional.empty());
        assertThat(told).containsExactly(UserEvent.Updated.of(ada, Set.of("roles")));
    }

    @Test
    void rolesAndStatusTogetherAreOneEvent() {
        ada.govern(EnumSet.of(Role.USER), UserStatus.ACTIVE, Instant.now());
        govern.execute(id, CURRENT, Optional.of(Set.of(Role.GUEST)), Optional.of(UserStatus.SUSPENDED));
        assertThat(told).containsExactly(UserEvent.StatusChanged.of(ada, UserStatus.ACTIVE));
        assertThat(ended).containsExactly(id + " ACCOUNT_CHANGED");
    }

    @Test
    void aPasswordIsReplacedOnlyIfTheCheckedOneIsStillTheCurrentOne() {
        PasswordHash next = new PasswordHash("$argon2id$2");
        refused(
                CommonError.CONFLICT,
                () -> changePassword.execute(ListedDeeds.NOWHERE, id, new PasswordHash("$argon2id$0"), next, null));
        assertThat(ended).isEmpty();
        UUID session = UUID.randomUUID();
        changePassword.execute(ListedDeeds.NOWHERE, id, HASH, next, session);
        assertThat(ended).containsExactly(id + " but " + session + " PASSWORD_CHANGED");
        assertThat(ada.passwordHash()).isEqualTo(next);
        assertThat(told).containsExactly(UserEvent.Updated.of(ada, Set.of("password")));
    }

    private void refused(ErrorCode code, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                .isEqualTo(code));
        assertThat(told).isEmpty();
    }

    private final class OneAccount implements AccountRepository {
        @Override
        public Optional<Account> byId(UUID wanted) {
            return Optional.of(ada).filter(account -> account.id().value().equals(wanted));
        }

        @Override
        public Optional<Account> byEmail(String email) {
            return Optional.of(ada)
                    .filter(account -> account.personalData().email().value().equals(email));
        }

        @Override
        public Account insert(Account account) {
            return account;
        }

        @Override
        public Account update(Account account) {
            if (changedMeanwhile) {
                throw new OptimisticLockingFailureException("changed");
            }
            return account;
        }

        @Override
        public long erase(UUID wanted, long version) {
            return changedMeanwhile ? 0 : 1;
        }

        @Override
        public long replaceHash(UUID wanted, String current, String replacement) {
            return 1;
        }
    }
}
