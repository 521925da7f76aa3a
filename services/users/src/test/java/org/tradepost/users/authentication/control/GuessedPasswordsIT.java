package org.tradepost.users.authentication.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.Preferences;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.authentication.entity.AccessToken;
import org.tradepost.users.authentication.entity.ClientNetwork;
import org.tradepost.users.authentication.entity.Grant;
import org.tradepost.users.password.control.PasswordCost;
import org.tradepost.users.password.control.PasswordHashing;
import org.tradepost.users.password.entity.NewPassword;
import org.tradepost.users.password.entity.PasswordHash;
import org.tradepost.users.session.control.Sessions;
import org.tradepost.users.session.entity.RefreshToken;
import org.tradepost.users.session.entity.Session;
import org.tradepost.users.testing.ListedDeeds;

/** Thousands of wrong passwords against the real use case and a real database; only what the container gives is played. */
class GuessedPasswordsIT {

    private static final int GUESSES = 10_000;
    private static final int AT_ONCE = 16;
    private static final String ADA = "ada@example.com";
    private static final String NOBODY = "nobody@example.com";
    private static final ClientNetwork HOME = ClientNetwork.of("203.0.113.5");
    private static final ClientNetwork ATTACKER = ClientNetwork.of("192.0.2.1");

    private final AtomicInteger hashed = new AtomicInteger();
    private final LogIn logIn = new LogIn();

    @BeforeEach
    void wire() throws SQLException {
        PasswordCost cost = new PasswordCost(64, 1, 1, GUESSES);
        PasswordHash hash =
                new PasswordHashing(cost).hash(new NewPassword("Secr3t!x")).join();
        PersonalData data =
                new PersonalData(new Email(ADA), new FullName("Ada"), null, null, null, Preferences.DEFAULT);
        Account ada = Account.register(new UserId(UUID.randomUUID()), data, hash, EnumSet.of(Role.USER), Instant.now());
        logIn.audit = new ListedDeeds();
        logIn.delay = new LoginDelay(Jdbi.create(
                new KeptConnections(TestPostgres.start().database("users").dataSource())));
        logIn.hashing = new PasswordHashing(cost) {
            @Override
            public boolean matchesNow(String candidate, Optional<PasswordHash> stored) {
                hashed.incrementAndGet();
                return super.matchesNow(candidate, stored);
            }
        };
        logIn.accounts = new Accounts() {
            @Override
            public Optional<Account> find(Email email) {
                return Optional.of(ada).filter(account -> email.value().equals(ADA));
            }
        };
        logIn.tokens = new AccessTokens() {
            @Override
            public AccessToken issue(Grant grant) {
                return new AccessToken("token", Duration.ofMinutes(15));
            }
        };
        logIn.sessions = new Sessions(null, new ListedDeeds()) {
            @Override
            public Optional<Session> begin(UUID user, Scene scene) {
                return Optional.of(new Session(UUID.randomUUID(), user, Instant.now(), RefreshToken.random()));
            }
        };
        logIn.executor = played(ManagedExecutorService.class, (proxy, method, arguments) -> {
            ((Runnable) arguments[0]).run();
            return null;
        });
        logIn.contexts = played(ContextService.class, (proxy, method, arguments) -> arguments[0]);
    }

    @Test
    void tenThousandGuessesComputeFewHashesAndTheOwnerStillLogsInAtOnce() throws Exception {
        assertThat(logIn(ADA, "Secr3t!x", HOME)).isTrue();
        hashed.set(0);
        guess(ADA);
        // Five are free, and as many again may have been past the first check when the fifth failed.
        assertThat(hashed.get()).isBetween(5, 20);

        hashed.set(0);
        assertThat(logIn(ADA, "Secr3t!x", HOME)).isTrue();
        assertThat(hashed).hasValue(1);
    }

    @Test
    void guessesFromManyNetworksAreSlowedToo() throws Exception {
        for (int network = 0; network < 200; network++) {
            tried(ADA, ClientNetwork.of("10.1." + network + ".9"));
        }
        assertThat(hashed.get()).isBetween(20, 22);
    }

    @Test
    void anAddressWithoutAnAccountIsAnsweredInTheSameWay() {
        List<Integer> known = new ArrayList<>();
        List<Integer> unknown = new ArrayList<>();
        List<Integer> malformed = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            known.add(tried(ADA, ATTACKER));
            unknown.add(tried(NOBODY, ATTACKER));
            malformed.add(tried("no address", ATTACKER));
        }
        assertThat(known).containsExactly(401, 401, 401, 401, 401, 429, 429, 429);
        assertThat(unknown).isEqualTo(known);
        assertThat(malformed).isEqualTo(known);
    }

    @Test
    void theRightPasswordHasToWaitLikeAWrongOne() {
        for (int i = 0; i < 6; i++) {
            tried(ADA, ATTACKER);
        }
        hashed.set(0);
        assertThatThrownBy(() -> logIn(ADA, "Secr3t!x", ATTACKER))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.headers())
                        .containsKey("Retry-After"));
        assertThat(hashed).hasValue(0);
    }

    private void guess(String email) throws Exception {
        try (var attackers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Integer>> guesses = new ArrayList<>();
            for (int i = 0; i < GUESSES; i++) {
                guesses.add(() -> tried(email, ATTACKER));
            }
            for (Future<Integer> answer : attackers.invokeAll(guesses)) {
                assertThat(answer.get()).isIn(401, 429);
            }
        }
    }

    private int tried(String email, ClientNetwork network) {
        try {
            logIn(email, "wrong", network);
            throw new AssertionError("let in with a wrong password");
        } catch (ProblemException refusal) {
            assertThat(refusal.code()).isIn(CommonError.UNAUTHORIZED, CommonError.RATE_LIMITED);
            return refusal.code().status();
        }
    }

    private boolean logIn(String email, String password, ClientNetwork network) {
        try {
            return logIn.execute(email, password, network).toCompletableFuture().join() != null;
        } catch (CompletionException e) {
            if (e.getCause() instanceof ProblemException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    /** Connecting anew for each of thousands of statements would take longer than everything else. */
    private static final class KeptConnections implements ConnectionFactory {

        private final BlockingQueue<Connection> free = new ArrayBlockingQueue<>(AT_ONCE + 2);

        KeptConnections(DataSource source) throws SQLException {
            for (int i = 0; i < AT_ONCE + 2; i++) {
                free.add(source.getConnection());
            }
        }

        @Override
        public Connection openConnection() {
            try {
                return free.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void closeConnection(Connection connection) {
            free.add(connection);
        }
    }

    private static <T> T played(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
