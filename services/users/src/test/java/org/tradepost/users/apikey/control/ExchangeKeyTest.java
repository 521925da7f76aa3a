package org.tradepost.users.apikey.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.identity.ApiKeySecret;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.UsersError;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.apikey.entity.ExchangedKey;
import org.tradepost.users.apikey.entity.KeyGrant;
import org.tradepost.users.authentication.control.AccessTokens;
import org.tradepost.users.authentication.entity.AccessToken;
import org.tradepost.users.authentication.entity.Grant;

class ExchangeKeyTest {

    private static final ApiKeySecret KEY = ApiKeySecret.random();
    private static final UUID ID = UUID.randomUUID();
    private static final UserId OWNER = new UserId(UUID.randomUUID());

    private final List<String> asked = new ArrayList<>();
    private final List<UUID> recorded = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final ExchangeKey exchange = new ExchangeKey();
    private Optional<KeyGrant> grant = Optional.empty();
    private boolean full;

    @BeforeEach
    void wire() {
        exchange.store = new ApiKeyStore() {
            @Override
            Optional<KeyGrant> grant(ApiKeySecret presented) {
                asked.add(presented.value());
                return grant;
            }

            @Override
            void recordUse(UUID id) {
                recorded.add(id);
            }
        };
        exchange.tokens = new AccessTokens() {
            @Override
            public AccessToken issue(Grant grant) {
                return new AccessToken(
                        grant.subject() + "/" + grant.clientId() + grant.roles() + grant.permissions(),
                        grant.longest());
            }
        };
        exchange.executor = (ManagedExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ManagedExecutorService.class}, (proxy, method, args) -> {
                    if (full) {
                        throw new RejectedExecutionException();
                    }
                    later.add((Runnable) args[0]);
                    return null;
                });
    }

    @Test
    void theTokenNamesTheOwnerTheKeyAndWhatItPermitsAndLivesAMinuteAtMost() {
        grant(Duration.ofDays(1), false);
        ExchangedKey exchanged = exchange.execute(KEY.value());
        assertThat(exchanged.token().value()).isEqualTo(OWNER + "/" + ID + "[user][order:read]");
        assertThat(exchanged.token().lifetime()).isEqualTo(Duration.ofSeconds(60));
        assertThat(exchanged.keyId()).isEqualTo(ID);
        assertThat(exchanged.requestsPerMinute()).isEqualTo(7);
        assertThat(later).isEmpty();
    }

    @Test
    void theTokenDoesNotOutliveTheKey() {
        grant(Duration.ofSeconds(3), false);
        assertThat(exchange.execute(KEY.value()).token().lifetime()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void everyRefusalIsTheSameAndWhatIsNoKeyIsNotLookedUp() {
        ProblemException unknown = refusal(KEY.value());
        assertThat(asked).containsExactly(KEY.value());
        for (String text : new String[] {null, "", KEY.value() + " ", " " + KEY.value(), "' OR 1=1 --", "tp_live_x"}) {
            ProblemException refusal = refusal(text);
            assertThat(refusal.toProblem()).isEqualTo(unknown.toProblem());
            assertThat(refusal.headers()).isEqualTo(unknown.headers());
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void itsUseIsRecordedBesideTheRequestAndNeverFailsIt() {
        grant(Duration.ofDays(1), true);
        exchange.execute(KEY.value());
        assertThat(recorded).isEmpty();
        later.forEach(Runnable::run);
        assertThat(recorded).containsExactly(ID);
        full = true;
        assertThat(exchange.execute(KEY.value()).keyId()).isEqualTo(ID);
    }

    private ProblemException refusal(String text) {
        ProblemException[] refused = new ProblemException[1];
        assertThatThrownBy(() -> exchange.execute(text))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> refused[0] = refusal);
        assertThat(refused[0].code()).isEqualTo(UsersError.API_KEY_REFUSED);
        return refused[0];
    }

    private void grant(Duration validFor, boolean useUnrecorded) {
        grant = Optional.of(new KeyGrant(
                ID, OWNER, Set.of(Role.USER), new TreeSet<>(Set.of("order:read")), 7, validFor, useUnrecorded));
    }
}
