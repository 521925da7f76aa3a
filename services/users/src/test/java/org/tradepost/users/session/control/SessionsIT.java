package org.tradepost.users.session.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.session.entity.EndReason;
import org.tradepost.users.session.entity.RefreshToken;
import org.tradepost.users.session.entity.Session;
import org.tradepost.users.testing.ListedDeeds;
import org.tradepost.users.testing.OpenTransaction;
import org.tradepost.users.testing.StoredAccounts;

class SessionsIT {

    private final ListedDeeds audit = new ListedDeeds();
    private TestDatabase database;
    private Sessions sessions;
    private RevokedList revoked;
    private UUID ada;

    @BeforeEach
    void open() {
        database = TestPostgres.start().database("users");
        sessions = new Sessions(database.jdbi(), audit);
        revoked = new RevokedList(database.jdbi());
        ada = StoredAccounts.store(database.jdbi(), UUID.randomUUID() + "@example.com", "ACTIVE", "user")
                .value();
    }

    @Test
    void aRefreshTokenServesOnceAndItsSuccessorNext() {
        Session begun = begin();
        Session prolonged = sessions.prolong(begun.refresh()).orElseThrow();
        assertThat(prolonged.id()).isEqualTo(begun.id());
        assertThat(prolonged.began()).isEqualTo(begun.began());
        assertThat(prolonged.refresh()).isNotEqualTo(begun.refresh());
        assertThat(sessions.prolong(prolonged.refresh())).isPresent();
        assertThat(isRevoked(begun)).isFalse();
    }

    @Test
    void aUsedTokenThatComesBackEndsTheWholeSession() {
        Session begun = begin();
        Session prolonged = sessions.prolong(begun.refresh()).orElseThrow();
        assertThat(sessions.prolong(begun.refresh())).isEmpty();
        assertThat(isRevoked(begun)).isTrue();
        assertThat(sessions.prolong(prolonged.refresh())).isEmpty();
    }

    @Test
    void ofTwoUsesAtOnceExactlyOneWins() throws Exception {
        for (int round = 0; round < 20; round++) {
            Session begun = begin();
            CyclicBarrier together = new CyclicBarrier(2);
            Callable<Optional<Session>> use = () -> {
                try (OpenTransaction transaction = OpenTransaction.begin(database)) {
                    together.await();
                    Optional<Session> result = new Sessions(transaction.jdbi(), audit).prolong(begun.refresh());
                    transaction.commit();
                    return result;
                }
            };
            try (var threads = Executors.newFixedThreadPool(2)) {
                List<Future<Optional<Session>>> both = threads.invokeAll(List.of(use, use));
                assertThat(both.stream().filter(one -> one.resultNow().isPresent()))
                        .hasSize(1);
            }
            assertThat(isRevoked(begun)).isTrue();
        }
    }

    @Test
    void anUnknownTokenServesNobody() {
        assertThat(sessions.prolong(RefreshToken.random())).isEmpty();
    }

    @Test
    void aSessionThatWasLeftAloneForAMonthIsOver() {
        Session begun = begin();
        database.jdbi()
                .useHandle(h -> h.execute("UPDATE auth_session SET expires_at = now() WHERE id = ?", begun.id()));
        assertThat(sessions.prolong(begun.refresh())).isEmpty();
        assertThat(sessions.forgetOld()).isPositive();
    }

    @Test
    void whoMayNotBeUsedGetsNoSession() {
        UUID eve = StoredAccounts.store(database.jdbi(), UUID.randomUUID() + "@example.com", "SUSPENDED", "user")
                .value();
        assertThat(sessions.begin(eve, ListedDeeds.NOWHERE)).isEmpty();
        assertThat(sessions.begin(UUID.randomUUID(), ListedDeeds.NOWHERE)).isEmpty();
    }

    @Test
    void noSessionSlipsThroughASuspensionThatIsUnderWay() throws Exception {
        try (OpenTransaction suspending = OpenTransaction.begin(database);
                OpenTransaction loggingIn = OpenTransaction.begin(database)) {
            suspending
                    .jdbi()
                    .useHandle(h -> h.execute("UPDATE user_account SET status = 'SUSPENDED' WHERE id = ?", ada));
            new Sessions(suspending.jdbi(), audit).endAllOf(ada, EndReason.ACCOUNT_CHANGED);
            Sessions impatient = new Sessions(loggingIn.withoutWaiting().jdbi(), audit);
            assertThatThrownBy(() -> impatient.begin(ada, ListedDeeds.NOWHERE))
                    .isInstanceOf(UnableToExecuteStatementException.class);
            suspending.commit();
        }
        assertThat(sessions.begin(ada, ListedDeeds.NOWHERE)).isEmpty();
    }

    @Test
    void aNewPasswordEndsAllSessionsButTheOneItWasSetIn() {
        Session here = begin();
        Session there = begin();
        sessions.endAllBut(ada, here.id(), EndReason.PASSWORD_CHANGED);
        assertThat(isRevoked(here)).isFalse();
        assertThat(isRevoked(there)).isTrue();
        sessions.endAllOf(ada, EndReason.ACCOUNT_CHANGED);
        assertThat(isRevoked(here)).isTrue();
    }

    @Test
    void aTokenThatIsGivenBackEndsItsSessionUsedOrNot() {
        Session begun = begin();
        assertThat(sessions.prolong(begun.refresh())).isPresent();
        sessions.endByToken(begun.refresh());
        sessions.endByToken(RefreshToken.random());
        assertThat(isRevoked(begun)).isTrue();
    }

    @Test
    void theListHoldsWhatEndedLatelyOnly() {
        Session lately = begin();
        sessions.end(lately.id(), EndReason.LOGOUT);
        String client = "partner-" + UUID.randomUUID();
        revoked.revokeClient(client);
        assertThat(revoked.read().clients()).contains(client);
        database.jdbi().useHandle(h -> {
            h.execute("UPDATE auth_session SET revoked_at = now() - interval '17 minutes' WHERE id = ?", lately.id());
            h.execute("UPDATE revoked_client SET revoked_at = now() - interval '17 minutes'");
        });
        assertThat(isRevoked(lately)).isFalse();
        assertThat(revoked.read().clients()).doesNotContain(client);
        revoked.revokeClient(client);
        assertThat(revoked.read().clients()).contains(client);
    }

    @Test
    void theDatabaseHoldsNoTokenThatCouldBeUsed() {
        Session begun = begin();
        List<byte[]> stored = database.jdbi().withHandle(h -> h.createQuery("SELECT token_hash FROM refresh_token")
                .mapTo(byte[].class)
                .list());
        assertThat(stored)
                .anyMatch(hash -> java.util.Arrays.equals(hash, begun.refresh().hash()));
        assertThat(begun.refresh().toString()).doesNotContain(begun.refresh().value());
        assertThat(begun.refresh().value()).startsWith("tp_rt_").hasSize(49);
    }

    private Session begin() {
        return sessions.begin(ada, ListedDeeds.NOWHERE).orElseThrow();
    }

    private boolean isRevoked(Session session) {
        return revoked.read().sessions().contains(session.id().toString());
    }
}
