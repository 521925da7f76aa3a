package org.tradepost.users.account.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tradepost.shared.containerkit.ServiceArchive;
import org.tradepost.shared.idempotency.IdempotentRequests;
import org.tradepost.shared.idempotency.StoredResponse;
import org.tradepost.shared.identity.ActingAs;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.EntityTags;
import org.tradepost.users.UsersError;
import org.tradepost.users.account.boundary.AdminUsersResource;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.PhoneNumber;
import org.tradepost.users.account.entity.Preferences;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.password.entity.PasswordHash;

/**
 * What only the container does: Jakarta Data and Jdbi in one JTA transaction, version conflicts, and interceptors. Runs inside
 * Liberty, in the archive that is shipped.
 */
@ExtendWith(ArquillianExtension.class)
class AccountTransactionsContainerIT {

    private static final String OPERATION = "POST /api/v1/users";
    private static final PasswordHash PASSWORD = new PasswordHash("$argon2id$of-nothing");

    @Inject
    RegisterUser registerUser;

    @Inject
    UpdateUser updateUser;

    @Inject
    Accounts accounts;

    @Inject
    IdempotentRequests idempotent;

    @Inject
    AdminUsersResource administration;

    @Inject
    CallerContext callers;

    @Inject
    Jdbi jdbi;

    @Resource(lookup = "java:comp/DefaultManagedExecutorService")
    ManagedExecutorService executor;

    private final String key = UUID.randomUUID().toString();
    private final PersonalData ada = person("Ada");

    @Deployment
    static WebArchive users() {
        return ServiceArchive.with(AccountTransactionsContainerIT.class, ActingAs.class);
    }

    @Test
    void registration_its_event_and_its_answer_commit_together() {
        Response first = register(key, ada);
        Response repeated = register(key, ada);

        assertThat(first.getStatus()).isEqualTo(201);
        assertThat(repeated.getStatus()).isEqualTo(201);
        assertThat(repeated.getHeaderString("Location")).isEqualTo(first.getHeaderString("Location"));
        Account account = accounts.find(ada.email()).orElseThrow();
        assertThat(first.getHeaderString("Location")).endsWith(account.id().toString());
        assertThat(events(account.id())).isEqualTo(1);
        assertThat(keptStatus(key)).isEqualTo(201);
    }

    @Test
    void what_jakarta_data_and_jdbi_wrote_is_gone_when_the_use_case_refuses() {
        UserId[] seen = new UserId[1];

        assertThatThrownBy(() -> idempotent.execute("anonymous", null, OPERATION, ada.email(), () -> {
                    Account account = registerUser.execute(ada, PASSWORD, EnumSet.of(Role.USER));
                    seen[0] = account.id();
                    // One transaction: Jdbi sees what Jakarta Data has not committed.
                    assertThat(stored(ada)).isEqualTo(1);
                    assertThat(events(account.id())).isEqualTo(1);
                    throw new ProblemException(UsersError.LAST_ADMIN, "refused at the end");
                }))
                .satisfies(refusedWith(UsersError.LAST_ADMIN));

        assertThat(seen[0]).isNotNull();
        assertThat(stored(ada)).isZero();
        assertThat(events(seen[0])).isZero();
    }

    @Test
    void refused_registration_keeps_the_refusal_and_nothing_else() {
        UserId owner =
                registerUser.execute(ada, PASSWORD, EnumSet.of(Role.USER)).id();

        assertThatThrownBy(() -> register(key, ada)).satisfies(refusedWith(UsersError.EMAIL_TAKEN));

        assertThat(keptStatus(key)).isEqualTo(409);
        assertThat(stored(ada)).isEqualTo(1);
        assertThat(events(owner)).isEqualTo(1);
        assertThat(register(key, ada).getStatus()).isEqualTo(409);
    }

    @Test
    void account_is_not_stored_when_its_answer_cannot_be() {
        assertThatThrownBy(() -> idempotent.execute("anonymous", key, OPERATION, ada.email(), () -> {
                    Account account = registerUser.execute(ada, PASSWORD, EnumSet.of(Role.USER));
                    // PostgreSQL's JSON cannot hold this character, so the record of the answer is refused.
                    return StoredResponse.ok(account.id().toString()).header("Broken", "\u0000");
                }))
                .isInstanceOf(JdbiException.class);

        assertThat(stored(ada)).isZero();
        assertThat(kept(key)).isZero();
        assertThat(register(key, ada).getStatus()).isEqualTo(201);
    }

    @Test
    void change_that_was_overtaken_between_reading_and_writing_is_refused_without_a_trace() {
        Account account = registerUser.execute(ada, PASSWORD, EnumSet.of(Role.USER));
        String tag = EntityTags.of(account.version());

        assertThatThrownBy(() -> updateUser.execute(account.id(), tag, current -> {
                    CompletableFuture.runAsync(
                                    () -> updateUser.execute(account.id(), tag, named("Overtaker")), executor)
                            .join();
                    return named("Late").apply(current);
                }))
                .satisfies(refusedWith(CommonError.PRECONDITION_FAILED));

        Account now = accounts.require(account.id());
        assertThat(now.personalData().name().value()).isEqualTo("Overtaker");
        assertThat(now.version()).isEqualTo(account.version() + 1);
        assertThat(events(account.id())).isEqualTo(2);
    }

    @Test
    void administration_is_closed_to_a_caller_without_the_permission_however_it_is_called() {
        Account account = registerUser.execute(ada, PASSWORD, EnumSet.of(Role.USER));
        UUID id = account.id().value();
        String tag = EntityTags.of(account.version());

        assertThatThrownBy(() -> administration.erase(id, tag)).satisfies(refusedWith(CommonError.UNAUTHORIZED));
        ActingAs.caller(callers, new Caller(id, Set.of("user"), Role.permissionsOf(EnumSet.of(Role.USER))));
        assertThatThrownBy(() -> administration.erase(id, tag)).satisfies(refusedWith(CommonError.FORBIDDEN));
        assertThat(stored(ada)).isEqualTo(1);

        ActingAs.caller(callers, new Caller(UUID.randomUUID(), Set.of("admin"), Set.of(Permissions.USER_ADMIN)));
        assertThat(administration.erase(id, tag).getStatus()).isEqualTo(204);
        assertThat(stored(ada)).isZero();
    }

    @Test
    void telephone_number_is_stored_encrypted_through_every_change() {
        Account account = registerUser.execute(ada, PASSWORD, EnumSet.of(Role.USER));
        Account renamed = updateUser.execute(account.id(), EntityTags.of(account.version()), named("Ada King"));

        assertThat(renamed.personalData().phone()).isEqualTo(ada.phone());
        assertThat(accounts.require(account.id()).personalData().phone()).isEqualTo(ada.phone());
        assertThat(count(
                        "SELECT count(*) FROM user_account WHERE phone IS NULL AND phone_sealed LIKE 'eyJ%' AND email = ?",
                        ada.email().value()))
                .isEqualTo(1);
    }

    private Response register(String idempotencyKey, PersonalData data) {
        return idempotent.execute("anonymous", idempotencyKey, OPERATION, data.email(), () -> {
            Account account = registerUser.execute(data, PASSWORD, EnumSet.of(Role.USER));
            return StoredResponse.created(URI.create("/api/v1/users/" + account.id()), account.id());
        });
    }

    private int stored(PersonalData data) {
        return count(
                "SELECT count(*) FROM user_account WHERE email = ?",
                data.email().value());
    }

    private int events(UserId id) {
        return count("SELECT count(*) FROM outbox WHERE aggregate_id = ?", id.toString());
    }

    private int kept(String idempotencyKey) {
        return count("SELECT count(*) FROM idempotency_record WHERE key = ?", idempotencyKey);
    }

    private int keptStatus(String idempotencyKey) {
        return count("SELECT status FROM idempotency_record WHERE key = ?", idempotencyKey);
    }

    private int count(String query, String argument) {
        return jdbi.withHandle(handle ->
                handle.createQuery(query).bind(0, argument).mapTo(Integer.class).one());
    }

    private static Consumer<Throwable> refusedWith(ErrorCode code) {
        return failure -> assertThat(failure)
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(code));
    }

    private static UnaryOperator<PersonalData> named(String name) {
        return data -> new PersonalData(
                data.email(), new FullName(name), data.age(), data.phone(), data.avatar(), data.preferences());
    }

    private static PersonalData person(String name) {
        return new PersonalData(
                new Email(UUID.randomUUID() + "@example.org"),
                new FullName(name),
                null,
                new PhoneNumber("+441632960961"),
                null,
                Preferences.DEFAULT);
    }
}
