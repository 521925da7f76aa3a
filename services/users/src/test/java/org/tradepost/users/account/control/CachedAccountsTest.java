package org.tradepost.users.account.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.cache.ReadThroughCache;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.account.entity.UserStatus;
import org.tradepost.users.testing.KnownAccounts;

class CachedAccountsTest {

    private static final ReadThroughCache.Settings SETTINGS =
            new ReadThroughCache.Settings(Duration.ofMinutes(5), Duration.ofSeconds(30), 1_000_000);

    private final UserId ada = new UserId(UUID.randomUUID());
    private final KnownAccounts stored = new KnownAccounts();
    private boolean fresh = true;
    private final CachedAccounts cached = new CachedAccounts(stored, SETTINGS, () -> fresh);

    @Test
    void anAccountThatWasReadIsShownFromMemory() {
        store(UserStatus.ACTIVE);
        assertThat(cached.require(ada)).isEqualTo(stored.require(ada).view());
        store(UserStatus.SUSPENDED);
        assertThat(shown()).isEqualTo(UserStatus.ACTIVE);
    }

    @Test
    void nothingIsShownFromMemoryWhileChangesAreNotHeardOf() {
        store(UserStatus.ACTIVE);
        cached.require(ada);
        fresh = false;
        store(UserStatus.SUSPENDED);
        assertThat(shown()).isEqualTo(UserStatus.SUSPENDED);
    }

    @Test
    void thatThereIsNoSuchUserIsKnownUntilThereIs() {
        refused();
        store(UserStatus.ACTIVE);
        refused();
        cached.changed(UserEvent.Registered.of(stored.require(ada)));
        assertThat(shown()).isEqualTo(UserStatus.ACTIVE);
    }

    @Test
    void aChangeIsForgottenWhateverElseIsKept() {
        UserId other = new UserId(UUID.randomUUID());
        stored.put(other, UserStatus.ACTIVE, Role.USER);
        store(UserStatus.ACTIVE);
        cached.require(ada);
        cached.require(other);
        store(UserStatus.SUSPENDED);
        stored.put(other, UserStatus.SUSPENDED, Role.USER);
        cached.changed(UserEvent.StatusChanged.of(stored.require(ada), UserStatus.ACTIVE));
        assertThat(shown()).isEqualTo(UserStatus.SUSPENDED);
        assertThat(cached.require(other).status()).isEqualTo(UserStatus.ACTIVE);
    }

    @Test
    void afterAStretchThatWasMissedNothingIsKept() {
        store(UserStatus.ACTIVE);
        cached.require(ada);
        store(UserStatus.SUSPENDED);
        cached.begins();
        assertThat(shown()).isEqualTo(UserStatus.SUSPENDED);
    }

    private void store(UserStatus status) {
        stored.put(ada, status, Role.USER);
    }

    private UserStatus shown() {
        return cached.require(ada).status();
    }

    private void refused() {
        assertThatThrownBy(() -> cached.require(ada))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(CommonError.NOT_FOUND));
    }
}
