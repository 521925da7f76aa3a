package org.tradepost.users.account.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.idempotency.IdempotencyRecords;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.UsersError;
import org.tradepost.users.account.entity.AccountSummary;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.account.entity.UserStatus;
import org.tradepost.users.testing.OpenTransaction;
import org.tradepost.users.testing.StoredAccounts;

/** What the use cases do in plain SQL, on a real database, with the running service's role. */
class AccountStatementsIT {

    private static final Email ADA = new Email("ada@example.com");

    private TestDatabase database;
    private Jdbi jdbi;

    @BeforeEach
    void open() {
        database = TestPostgres.start().database("users");
        jdbi = database.jdbi();
    }

    @Test
    void twoClaimsOfOneAddressTakeTurnsAndTheSecondLoses() throws Exception {
        try (OpenTransaction first = OpenTransaction.begin(database);
                OpenTransaction second = OpenTransaction.begin(database);
                OpenTransaction third = OpenTransaction.begin(database)) {
            assertThat(new EmailClaims(first.jdbi()).claim(ADA)).isTrue();
            EmailClaims impatient = new EmailClaims(second.withoutWaiting().jdbi());
            assertThatThrownBy(() -> impatient.claim(ADA)).isInstanceOf(UnableToExecuteStatementException.class);

            StoredAccounts.store(first.jdbi(), ADA.value(), "ACTIVE", "user");
            first.commit();
            assertThatThrownBy(() -> new EmailClaims(third.jdbi()).requireFree(ADA))
                    .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                            .isEqualTo(UsersError.EMAIL_TAKEN));
        }
    }

    @Test
    void otherAddressesDoNotWait() throws Exception {
        try (OpenTransaction first = OpenTransaction.begin(database);
                OpenTransaction second = OpenTransaction.begin(database)) {
            new EmailClaims(first.jdbi()).claim(ADA);
            assertThat(new EmailClaims(second.withoutWaiting().jdbi()).claim(new Email("bob@example.com")))
                    .isTrue();
        }
    }

    @Test
    void theLastActiveAdminIsKept() {
        UserId admin = StoredAccounts.store(jdbi, "root@example.com", "ACTIVE", "admin,user");
        StoredAccounts.store(jdbi, "asleep@example.com", "INACTIVE", "admin");
        StoredAccounts.store(jdbi, "user@example.com", "ACTIVE", "user");
        AdminQuorum quorum = new AdminQuorum(jdbi);
        assertThatThrownBy(() -> quorum.requireAnotherThan(admin))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(UsersError.LAST_ADMIN));

        StoredAccounts.store(jdbi, "second@example.com", "ACTIVE", "admin");
        assertThatCode(() -> quorum.requireAnotherThan(admin)).doesNotThrowAnyException();
    }

    @Test
    void twoAdminsCannotRemoveEachOther() throws Exception {
        UserId one = StoredAccounts.store(jdbi, "one@example.com", "ACTIVE", "admin");
        UserId other = StoredAccounts.store(jdbi, "other@example.com", "ACTIVE", "admin");
        try (OpenTransaction first = OpenTransaction.begin(database);
                OpenTransaction second = OpenTransaction.begin(database);
                OpenTransaction later = OpenTransaction.begin(database)) {
            new AdminQuorum(first.jdbi()).requireAnotherThan(one);
            first.jdbi().useHandle(h -> h.execute("DELETE FROM user_account WHERE id = ?", one.value()));
            AdminQuorum impatient = new AdminQuorum(second.withoutWaiting().jdbi());
            assertThatThrownBy(() -> impatient.requireAnotherThan(other))
                    .isInstanceOf(UnableToExecuteStatementException.class);
            first.commit();
            assertThatThrownBy(() -> new AdminQuorum(later.jdbi()).requireAnotherThan(other))
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void everyAccountIsOnExactlyOnePageNewestFirst() {
        List<String> stored = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            stored.add(
                    0,
                    StoredAccounts.store(jdbi, "u" + i + "@example.com", "ACTIVE", "user")
                            .toString());
        }
        assertThat(readAll(Optional.empty(), 3)).isEqualTo(stored);
        assertThat(readAll(Optional.empty(), 7)).isEqualTo(stored);
    }

    @Test
    void theListIsNarrowedByStatusAndAddress() {
        StoredAccounts.store(jdbi, "ada@example.com", "ACTIVE", "user");
        UserId bob = StoredAccounts.store(jdbi, "bob@example.com", "SUSPENDED", "guest,user");
        AccountList list = new AccountList(jdbi);
        PageRequest page = PageRequest.of(null, null, AccountList.CURSOR_KEYS);
        assertThat(list.page(Optional.of(UserStatus.SUSPENDED), Optional.empty(), page)
                        .items())
                .extracting(AccountSummary::id)
                .containsExactly(bob.value());
        assertThat(list.page(Optional.empty(), Optional.of(new Email("BOB@example.com")), page)
                        .items())
                .extracting(AccountSummary::id)
                .containsExactly(bob.value());
        assertThat(list.page(Optional.of(UserStatus.ACTIVE), Optional.of(new Email("bob@example.com")), page)
                        .items())
                .isEmpty();
    }

    @Test
    void theListMasksEveryAddress() {
        StoredAccounts.store(jdbi, "ada.king@example.com", "ACTIVE", "user");
        PageRequest page = PageRequest.of(null, null, AccountList.CURSOR_KEYS);
        assertThat(Json.write(new AccountList(jdbi).page(Optional.empty(), Optional.empty(), page)))
                .contains("\"email\":\"a***@e***.com\"")
                .doesNotContain("king", "phone");
    }

    @Test
    void aCursorWithoutAnIdIsMalformed() {
        PageRequest forged = new PageRequest(20, List.of("not-an-id"));
        AccountList list = new AccountList(jdbi);
        assertThatThrownBy(() -> list.page(Optional.empty(), Optional.empty(), forged))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(CommonError.MALFORMED_REQUEST));
    }

    @Test
    void answersThatShowAnErasedUserAreForgotten() {
        UserId ada = StoredAccounts.store(jdbi, "ada@example.com", "ACTIVE", "user");
        keepAnswer("anonymous", "k1", "{\"id\":\"" + ada + "\",\"email\":\"ada@example.com\"}");
        keepAnswer(ada.toString(), "k2", "{}");
        keepAnswer("anonymous", "k3", "{\"id\":\"somebody else\"}");
        keepAnswer("anonymous", "k4", "null");
        IdempotencyRecords records = new IdempotencyRecords(jdbi);
        records.storeResource("anonymous", "k5", "POST /api/v1/users", new byte[1], ada.value());
        records.storeResource("anonymous", "k6", "POST /api/v1/users", new byte[1], UUID.randomUUID());
        new KeptAnswers(jdbi).forget(ada);
        List<String> kept = jdbi.withHandle(h -> h.createQuery("SELECT key FROM idempotency_record ORDER BY key")
                .mapTo(String.class)
                .list());
        assertThat(kept).containsExactly("k3", "k4", "k6");
    }

    @Test
    void theDatabaseItselfRefusesASecondSpellingOfAnAddressAndUnknownRoles() {
        StoredAccounts.store(jdbi, "ada@example.com", "ACTIVE", "user");
        for (String[] row : new String[][] {
            {"ada@example.com", "ACTIVE", "user"},
            {"Ada@example.com", "ACTIVE", "user"},
            {"b@example.com", "GONE", "user"},
            {"b@example.com", "ACTIVE", "root"},
            {"b@example.com", "ACTIVE", ""}
        }) {
            assertThatThrownBy(() -> StoredAccounts.store(jdbi, row[0], row[1], row[2]))
                    .isInstanceOf(UnableToExecuteStatementException.class);
        }
    }

    @Test
    void auditReadsItsViewsWhichHoldNoPersonalDataAndNothingElse() {
        StoredAccounts.store(jdbi, "ada@example.com", "ACTIVE", "user");
        Jdbi audit = database.auditJdbi();
        for (String view : List.of("audit_user", "audit_outbox", "audit_idempotency", "audit_consumed_event")) {
            assertThatCode(() -> audit.useHandle(h ->
                            h.createQuery("SELECT * FROM " + view).mapToMap().list()))
                    .doesNotThrowAnyException();
        }
        Map<String, Object> audited = audit.withHandle(
                h -> h.createQuery("SELECT * FROM audit_user").mapToMap().one());
        assertThat(audited).containsOnlyKeys("id", "status", "version", "created_at");
        for (String table : List.of("user_account", "signing_key", "outbox", "idempotency_record", "user_activity")) {
            assertThatThrownBy(() -> audit.useHandle(h ->
                            h.createQuery("SELECT * FROM " + table).mapToMap().list()))
                    .isInstanceOf(UnableToExecuteStatementException.class);
        }
    }

    private void keepAnswer(String caller, String key, String body) {
        jdbi.useHandle(h -> h.execute(
                "INSERT INTO idempotency_record (caller, key, operation, request_hash, status, body)"
                        + " VALUES (?, ?, 'POST /api/v1/users', '\\x00', 201, ?)",
                caller,
                key,
                body));
    }

    private List<String> readAll(Optional<UserStatus> status, long limit) {
        List<String> read = new ArrayList<>();
        String cursor = null;
        do {
            PageRequest request = PageRequest.of(limit, cursor, AccountList.CURSOR_KEYS);
            Page<AccountSummary> page = new AccountList(jdbi).page(status, Optional.empty(), request);
            page.items().forEach(row -> read.add(row.id().toString()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return read;
    }
}
