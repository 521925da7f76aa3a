package org.tradepost.users.authentication.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.authentication.control.LoginDelay.Standing;
import org.tradepost.users.authentication.entity.ClientNetwork;
import org.tradepost.users.authentication.entity.LoginAttempt;

/** The growing delay on a real database. Time passes by moving what is stored into the past. */
class LoginDelayIT {

    private static final Standing NEW = new Standing(false, false);

    private Jdbi jdbi;
    private LoginDelay delay;

    @BeforeEach
    void open() {
        jdbi = TestPostgres.start().database("users").jdbi();
        delay = new LoginDelay(jdbi);
    }

    @Test
    void fiveTriesAreFreeAndThenTheDelayDoublesUpToAQuarterOfAnHour() {
        LoginAttempt ada = from("192.0.2.1");
        fail(ada, 4);
        assertThat(delay.requireAllowed(ada)).isEqualTo(new Standing(true, false));
        for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
            delay.failed(ada);
            assertThat(wait(ada)).isEqualTo(seconds);
            passes(seconds);
            assertThatCode(() -> delay.requireAllowed(ada)).doesNotThrowAnyException();
        }
    }

    @Test
    void askingDuringTheDelayDoesNotLengthenIt() {
        LoginAttempt ada = from("192.0.2.1");
        fail(ada, 7);
        assertThat(wait(ada)).isEqualTo(4);
        assertThat(wait(ada)).isEqualTo(4);
    }

    @Test
    void anAccountIsCountedHoweverItsAddressIsSpelled() {
        fail(from("192.0.2.1"), 6);
        assertThat(wait(LoginAttempt.of(" ADA@Example.COM", ClientNetwork.of("192.0.2.77"))))
                .isPositive();
    }

    @Test
    void otherAccountsAndOtherNetworksDoNotWait() {
        fail(from("192.0.2.1"), 8);
        assertThatCode(() -> delay.requireAllowed(from("198.51.100.1"))).doesNotThrowAnyException();
        assertThatCode(() -> delay.requireAllowed(LoginAttempt.of("bob@example.com", ClientNetwork.of("192.0.2.1"))))
                .doesNotThrowAnyException();
    }

    @Test
    void aSuccessForgetsTheFailuresFromItsNetwork() {
        LoginAttempt ada = from("192.0.2.1");
        fail(ada, 5);
        passes(1);
        delay.succeeded(ada, delay.requireAllowed(ada));
        fail(ada, 4);
        assertThat(delay.requireAllowed(ada)).isEqualTo(new Standing(true, true));
    }

    @Test
    void failuresFromAnywhereDelayStrangersByHalfAMinuteAtMostAndNotWhereTheOwnerIsKnown() {
        LoginAttempt home = from("203.0.113.5");
        delay.succeeded(home, NEW);
        for (int network = 0; network < 100; network++) {
            delay.failed(from("10.0." + network + ".1"));
        }
        assertThat(wait(from("198.51.100.1"))).isEqualTo(30);
        assertThat(delay.requireAllowed(from("203.0.113.200"))).isEqualTo(new Standing(false, true));
    }

    @Test
    void aNetworkIsKnownForThirtyDays() {
        LoginAttempt home = from("203.0.113.5");
        delay.succeeded(home, NEW);
        for (int network = 0; network < 30; network++) {
            delay.failed(from("10.0." + network + ".1"));
        }
        jdbi.useHandle(handle -> handle.execute("UPDATE login_network SET seen_at = seen_at - interval '29 days'"));
        assertThat(delay.requireAllowed(home)).isEqualTo(NEW);
        jdbi.useHandle(handle -> handle.execute("UPDATE login_network SET seen_at = seen_at - interval '1 day'"));
        assertThat(wait(home)).isPositive();
    }

    @Test
    void failuresAreForgottenAfterADayAndRowsRemoved() {
        LoginAttempt ada = from("192.0.2.1");
        fail(ada, 12);
        delay.succeeded(from("198.51.100.1"), NEW);
        jdbi.useHandle(handle -> handle.execute("UPDATE login_failure SET blocked_until = now(), expires_at = now()"));
        delay.failed(ada);
        int most = jdbi.withHandle(handle -> handle.createQuery("SELECT max(failures) FROM login_failure")
                .mapTo(Integer.class)
                .one());
        assertThat(most).isEqualTo(1);
        assertThat(delay.removeExpired()).isZero();
        jdbi.useHandle(handle -> handle.execute("UPDATE login_failure SET expires_at = now()"));
        jdbi.useHandle(handle -> handle.execute("UPDATE login_network SET seen_at = now() - interval '30 days'"));
        assertThat(delay.removeExpired()).isEqualTo(3);
    }

    @Test
    void neitherAddressesNorNetworksAreStored() {
        LoginAttempt ada = from("192.0.2.1");
        delay.failed(ada);
        delay.succeeded(ada, NEW);
        String stored = jdbi.withHandle(
                handle -> handle.createQuery("SELECT string_agg(t::text, ' ') FROM (SELECT f::text FROM login_failure f"
                                + " UNION ALL SELECT n::text FROM login_network n) AS t")
                        .mapTo(String.class)
                        .one());
        assertThat(stored.toLowerCase(Locale.ROOT)).doesNotContain("ada", "example", "192.0.2");
    }

    private void fail(LoginAttempt attempt, int times) {
        for (int i = 0; i < times; i++) {
            delay.failed(attempt);
        }
    }

    private long wait(LoginAttempt attempt) {
        long[] seconds = {0};
        assertThatThrownBy(() -> delay.requireAllowed(attempt))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(CommonError.RATE_LIMITED);
                    seconds[0] = Long.parseLong(refusal.headers().get("Retry-After"));
                });
        return seconds[0];
    }

    private void passes(long seconds) {
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE login_failure SET blocked_until = blocked_until - make_interval(secs => ?)", seconds));
    }

    private static LoginAttempt from(String address) {
        return LoginAttempt.of("ada@example.com", ClientNetwork.of(address));
    }
}
