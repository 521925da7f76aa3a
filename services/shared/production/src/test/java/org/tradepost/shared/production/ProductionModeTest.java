package org.tradepost.shared.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProductionModeTest {

    private static ProductionMode with(Map<String, String> settings) {
        return new ProductionMode(name -> Optional.ofNullable(settings.get(name)));
    }

    @Test
    void anythingButTheTwoEnvironmentsIsRefusedRatherThanTakenForDevelopment() {
        assertThat(with(Map.of()).isOn()).isFalse();
        assertThat(with(Map.of("tradepost.env", "development")).isOn()).isFalse();
        assertThat(with(Map.of("tradepost.env", "production")).isOn()).isTrue();
        assertThatThrownBy(() -> with(Map.of("tradepost.env", "Production")).isOn())
                .hasMessageContaining("TRADEPOST_ENV");
    }

    @Test
    void everyGeneratedSettingIsNamed() {
        assertThat(with(Map.of("tradepost.generated", "TRADEPOST_B, TRADEPOST_A"))
                        .findings())
                .extracting(Finding::setting)
                .containsExactly("TRADEPOST_A", "TRADEPOST_B");
    }

    @Test
    void shortSecretsAreNamedAndNeverShown() {
        List<Finding> findings =
                with(Map.of("tradepost.orders.client.secret", "hunter2")).findings();
        assertThat(findings).extracting(Finding::setting).containsExactly("TRADEPOST_ORDERS_CLIENT_SECRET");
        assertThat(findings.toString()).doesNotContain("hunter2");
        assertThat(with(Map.of("tradepost.orders.client.secret", "0123456789abcdef"))
                        .findings())
                .isEmpty();
    }

    @Test
    void anInternalPortInTheClearNeedsAMesh() {
        Map<String, String> settings = new HashMap<>(Map.of("tradepost.internal.host", "*"));
        assertThat(with(settings).findings()).extracting(Finding::setting).containsExactly("TRADEPOST_INTERNAL_HOST");
        settings.put("tradepost.internal.tls-terminated", "true");
        assertThat(with(settings).findings()).isEmpty();
        assertThat(with(Map.of("tradepost.internal.host", "127.0.0.1")).findings())
                .isEmpty();
    }

    @Test
    void allFindingsAreInOneMessage() {
        assertThatThrownBy(() -> ProductionMode.require(List.of(new Finding("A", "x"), new Finding("B", "y"))))
                .hasMessageContainingAll("A (x)", "B (y)");
        assertThatCode(() -> ProductionMode.require(List.of())).doesNotThrowAnyException();
    }
}
