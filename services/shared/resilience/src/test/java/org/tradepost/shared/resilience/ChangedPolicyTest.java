package org.tradepost.shared.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.settings.LiveSettings;

/** What a guard does when its settings change under it. */
class ChangedPolicyTest {

    private static final String PREFIX = "tradepost.clients.stock.";

    private final FakeTime time = new FakeTime();
    private final Map<String, String> settings = new HashMap<>();
    private final Guard guard = Guards.of(
                    name -> name.equals(Guards.CLIENTS)
                            ? Optional.of("stock")
                            : Optional.ofNullable(settings.get(name)),
                    time.time())
            .of("stock");

    @Test
    void aSmallerBulkheadWaitsForCallsThatAreUnderWayAndALargerOneHasRoomAtOnce() {
        var first = guard.enter();
        var second = guard.enter();
        use("bulkhead", "1");
        assertThat(guard.report().bulkhead()).isEqualTo(new GuardReport.Bulkhead(1, 2, 0));
        assertThatThrownBy(guard::enter).isInstanceOf(CallRefused.class);
        first.succeeded();
        assertThatThrownBy(guard::enter).isInstanceOf(CallRefused.class);
        second.succeeded();
        guard.enter();
        use("bulkhead", "2");
        guard.enter();
        assertThat(guard.report().bulkhead().inUse()).isEqualTo(2);
    }

    @Test
    void fewerFailuresOpenTheBreakerFromNowOn() {
        fail(5);
        use("breaker.failures", "3");
        fail(2);
        assertThat(guard.refusing()).isEmpty();
        fail(1);
        assertThat(guard.refusing()).contains(Duration.ofSeconds(10));
    }

    @Test
    void anOpenBreakerStaysOpenForAsLongAsIsSaidNow() {
        fail(10);
        use("breaker.open", "PT60S");
        time.pass(30);
        assertThat(guard.refusing()).contains(Duration.ofSeconds(30));
    }

    @Test
    void aHalfOpenBreakerTriesAgainByTheNewRules() {
        fail(10);
        time.pass(11);
        guard.enter();
        settings.put(PREFIX + "breaker.successes", "1");
        use("breaker.trial-calls", "1");
        guard.enter().succeeded();
        assertThat(guard.report().state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void repetitionsAreAllowedOrNotFromNowOn() {
        use("retry-percent", "100");
        guard.enter().succeeded();
        assertThat(guard.mayRepeat()).isTrue();
        use("retry-percent", "0");
        guard.enter().succeeded();
        assertThat(guard.mayRepeat()).isFalse();
    }

    @Test
    void valuesThatDoNotFitTogetherMakeNoPolicy() {
        settings.put(PREFIX + "breaker.trial-calls", "2");
        assertThatThrownBy(this::policy).isInstanceOf(IllegalArgumentException.class);
    }

    private void use(String setting, String value) {
        settings.put(PREFIX + setting, value);
        guard.use(policy());
    }

    private ClientPolicy policy() {
        return ClientSettings.policy(
                "stock",
                LiveSettings.fixed(name -> Optional.ofNullable(settings.get(name)), ClientSettings.of("stock"))
                        .values());
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            guard.enter().failed("HTTP 500");
        }
    }
}
