package org.tradepost.users.oauth.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.users.oauth.entity.Client;
import org.tradepost.users.oauth.entity.ClientSecret;

class ServiceClientsTest {

    private static final String SETTING = "tradepost.orders.client.secret";

    private static ServiceClients configured(Map<String, String> settings) {
        ServiceClients services = new ServiceClients();
        services.config = (Config) Proxy.newProxyInstance(
                Config.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> Optional.ofNullable(settings.get(arguments[0])));
        return services;
    }

    @Test
    void whileASecretIsReplacedBothServe() {
        Client orders = configured(Map.of(SETTING, "the new one", SETTING + ".previous", "the old one"))
                .find("service-orders")
                .orElseThrow();
        assertThat(orders.isProvedBy(new ClientSecret("the new one"))).isTrue();
        assertThat(orders.isProvedBy(new ClientSecret("the old one"))).isTrue();
        assertThat(orders.isProvedBy(new ClientSecret("another"))).isFalse();
        assertThat(orders.owner()).isEmpty();
        assertThat(orders.permissions()).contains("payment:execute").doesNotContain("order:admin");
    }

    @Test
    void oneIsEnough() {
        Client orders = configured(Map.of(SETTING, "the only one"))
                .find("service-orders")
                .orElseThrow();
        assertThat(orders.isProvedBy(new ClientSecret("the only one"))).isTrue();
        assertThat(orders.isProvedBy(new ClientSecret(""))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"service-payments", "service-nobody", "orders", "tradepost", ""})
    void withoutASecretOrANameThereIsNoClient(String id) {
        assertThat(configured(Map.of(SETTING, "the only one")).find(id)).isEmpty();
    }
}
