package org.tradepost.catalog.stock.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tradepost.catalog.stock.entity.StockLines.Line;

class StockLinesTest {

    @Test
    void lines_of_one_sku_are_summed_and_skus_are_in_order() {
        StockLines lines =
                StockLines.of(List.of(new Line("b", 1), new Line("a", 2), new Line("b", 3), new Line("B", 1)));
        assertThat(lines.skus()).containsExactly("B", "a", "b");
        assertThat(lines.quantities()).containsExactly(1L, 2L, 4L);
    }

    @Test
    void the_same_sums_are_the_same_payload() {
        StockLines one = StockLines.of(List.of(new Line("a", 2), new Line("b", 4)));
        StockLines split = StockLines.of(List.of(new Line("b", 1), new Line("a", 2), new Line("b", 3)));
        assertThat(split.hash()).isEqualTo(one.hash());
    }

    @Test
    void another_quantity_case_or_space_is_another_payload() {
        byte[] hash = StockLines.of(List.of(new Line("a", 2))).hash();
        assertThat(StockLines.of(List.of(new Line("a", 3))).hash()).isNotEqualTo(hash);
        assertThat(StockLines.of(List.of(new Line("A", 2))).hash()).isNotEqualTo(hash);
        assertThat(StockLines.of(List.of(new Line("a ", 2))).hash()).isNotEqualTo(hash);
    }

    @Test
    void quantities_are_positive_and_sums_do_not_overflow() {
        assertThatIllegalArgumentException().isThrownBy(() -> StockLines.of(List.of(new Line("a", 0))));
        assertThatIllegalArgumentException().isThrownBy(() -> StockLines.of(List.of(new Line("a", -1))));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> StockLines.of(List.of(new Line("a", Long.MAX_VALUE), new Line("a", 1))));
    }
}
