package org.tradepost.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.gateway.limits.entity.LimitSettings;
import org.tradepost.gateway.limits.entity.Quota;
import org.tradepost.gateway.limits.entity.RouteClass;
import org.tradepost.shared.settings.LiveSettings;

class QuotaTest {

    @Test
    void readsSecondsMinutesAndHours() {
        assertThat(Quota.of("100/s")).isEqualTo(new Quota(100, Duration.ofSeconds(1)));
        assertThat(Quota.of(" 5/min ")).isEqualTo(Quota.perMinute(5));
        assertThat(Quota.of("7/h")).isEqualTo(new Quota(7, Duration.ofHours(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0/s", "-1/s", "5", "5/day", "5/ s", "1000000000/s", "five/min"})
    void refusesWhatIsNoLimit(String text) {
        assertThatThrownBy(() -> Quota.of(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings(Map.of("tradepost.gateway.rate-limit.user.order", text)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tradepost.gateway.rate-limit.user.order");
    }

    @Test
    void isWideByDefaultAndStrictInProductionUnlessSet() {
        assertThat(login(Map.of())).isEqualTo("\"address-login\";q=50;w=1");
        assertThat(login(Map.of("tradepost.env", "production"))).isEqualTo("\"address-login\";q=5;w=60");
        assertThat(login(Map.of("tradepost.env", "production", "tradepost.gateway.rate-limit.address.login", "9/min")))
                .isEqualTo("\"address-login\";q=9;w=60");
    }

    @Test
    void everyKindButProbesIsLimitedByAddressAlsoInProduction() {
        for (String env : new String[] {"development", "production"}) {
            LimitSettings settings = settings(Map.of("tradepost.env", env));
            assertThat(settings.address())
                    .hasSize(RouteClass.values().length - 1)
                    .doesNotContainKey(RouteClass.HEALTH);
        }
    }

    private static String login(Map<String, String> properties) {
        return settings(properties).address().get(RouteClass.LOGIN).description();
    }

    private static LimitSettings settings(Map<String, String> properties) {
        Function<String, Optional<String>> config = name -> Optional.ofNullable(properties.get(name));
        return LimitSettings.of(
                LiveSettings.fixed(config, LimitSettings.settings(config)).values());
    }
}
