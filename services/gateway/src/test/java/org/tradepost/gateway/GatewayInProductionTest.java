package org.tradepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatewayInProductionTest {

    private static final Map<String, String> FIT = Map.of(
            "tradepost.env", "production", "tradepost.public.port", "-1", "tradepost.issuer", "https://shop.example");

    private static void require(Map<String, String> settings) {
        GatewayInProduction.require(name -> Optional.ofNullable(settings.get(name)));
    }

    private static Map<String, String> but(String name, String value) {
        Map<String, String> settings = new HashMap<>(FIT);
        settings.put(name, value);
        return settings;
    }

    @Test
    void whatIsFitStarts() {
        assertThatCode(() -> require(FIT)).doesNotThrowAnyException();
    }

    @Test
    void eachUnfitSettingIsNamed() {
        assertThatThrownBy(() -> require(but("tradepost.public.port", "9080")))
                .hasMessageContaining("TRADEPOST_PUBLIC_PORT");
        assertThatThrownBy(() -> require(but("tradepost.issuer", "http://shop.example")))
                .hasMessageContaining("TRADEPOST_ISSUER");
        assertThatThrownBy(() -> require(but("tradepost.gateway.trusted-proxies", "10.0.0.0/8, 0.0.0.0/0")))
                .hasMessageContaining("TRADEPOST_GATEWAY_TRUSTED_PROXIES");
        assertThatThrownBy(() -> require(but("tradepost.generated", "TRADEPOST_GATEWAY_SIGNING_KEY")))
                .hasMessageContaining("TRADEPOST_GATEWAY_SIGNING_KEY (was generated");
    }

    @Test
    void plainTextIsFineBehindAProxyThatEndsTls() {
        Map<String, String> settings = but("tradepost.public.port", "9080");
        settings.put("tradepost.gateway.tls-terminated", "true");
        assertThatCode(() -> require(settings)).doesNotThrowAnyException();
    }

    @Test
    void developmentAsksNothing() {
        assertThatCode(() -> require(Map.of("tradepost.public.port", "9080"))).doesNotThrowAnyException();
        assertThat(new GatewayInProduction(name -> Optional.empty()).findings()).isNotEmpty();
    }
}
