package org.tradepost.shared.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MoneyTest {

    @Test
    void addsSubtractsAndMultipliesExactly() {
        Money price = new Money(1299, "GBP");
        assertThat(price.times(3).plus(new Money(1, "GBP")).minus(price)).isEqualTo(new Money(2599, "GBP"));
    }

    @Test
    void refusesToMixCurrencies() {
        assertThatThrownBy(() -> new Money(1, "GBP").plus(new Money(1, "EUR")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToOverflow() {
        assertThatThrownBy(() -> new Money(Long.MAX_VALUE, "GBP").plus(new Money(1, "GBP")))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Money(Long.MAX_VALUE / 2, "GBP").times(3)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void refusesWhatIsNoCurrency() {
        for (String code : new String[] {"gbp", "GB", "XQQ", "", "GBPX"}) {
            assertThatThrownBy(() -> new Money(1, code))
                    .as(code)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ISO 4217");
        }
    }
}
