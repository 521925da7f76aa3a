package org.tradepost.shared.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.resilience.ClientPolicy.BreakerPolicy;
import org.tradepost.shared.settings.LiveSettings;

class ClientPolicyTest {

    @Test
    void settings_of_a_client_replace_the_standard_one_by_one() {
        Map<String, String> settings = Map.of(
                "tradepost.clients.payments.breaker.failures", "5",
                "tradepost.clients.payments.breaker.within", "PT60S",
                "tradepost.clients.payments.breaker.open", "PT30S",
                "tradepost.clients.payments.breaker.trial-calls", "10",
                "tradepost.clients.payments.breaker.successes", "3",
                "tradepost.clients.users.retries", "2");
        ClientPolicy policy = ClientSettings.policy(
                "payments",
                LiveSettings.fixed(name -> Optional.ofNullable(settings.get(name)), ClientSettings.of("payments"))
                        .values());
        assertThat(policy.breaker())
                .isEqualTo(new BreakerPolicy(5, Duration.ofSeconds(60), 0, Duration.ofSeconds(30), 10, 3));
        assertThat(policy.retries()).isZero();
        assertThat(policy.retryPercent()).isEqualTo(10);
    }

    @Test
    void a_breaker_that_could_never_close_is_refused() {
        assertThatThrownBy(() -> new BreakerPolicy(5, Duration.ofSeconds(60), 0, Duration.ofSeconds(30), 2, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_client_that_no_setting_names_has_no_guard() {
        Guards guards = Guards.of(name -> Optional.empty());
        assertThat(guards.reports()).isEmpty();
        assertThatThrownBy(() -> guards.of("payments")).isInstanceOf(IllegalArgumentException.class);
    }
}
