package org.tradepost.catalog.product.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;

class ProductQueryTest {

    @Test
    void one_parameter_is_a_list_and_spaces_in_it_matter() {
        assertThat(ProductQuery.skus(List.of("a,b ,,C"))).containsExactly("a", "b ", "C");
    }

    @Test
    void a_repeated_parameter_is_one_sku_each_with_its_commas() {
        assertThat(ProductQuery.skus(List.of("a,b", "c"))).containsExactly("a,b", "c");
    }

    @Test
    void a_hundred_skus_are_answered_and_one_more_is_refused() {
        assertThat(ProductQuery.skus(List.of(String.join(",", Collections.nCopies(100, "x")))))
                .hasSize(100);
        refused(CommonError.VALIDATION_ERROR, () -> ProductQuery.skus(Collections.nCopies(101, "x")));
        refused(CommonError.VALIDATION_ERROR, () -> ProductQuery.skus(List.of("")));
        refused(CommonError.VALIDATION_ERROR, () -> ProductQuery.skus(List.of(",")));
    }

    @Test
    void texts_that_no_sku_can_be_are_not_looked_up() {
        assertThat(ProductQuery.possible(List.of("a", "b\u0000", "a", "x".repeat(65))))
                .containsExactly("a");
    }

    @Test
    void a_limit_that_is_no_number_is_malformed() {
        assertThat(ProductQuery.limit(null)).isNull();
        assertThat(ProductQuery.limit("7")).isEqualTo(7);
        refused(CommonError.MALFORMED_REQUEST, () -> ProductQuery.limit("ten"));
    }

    @Test
    void a_search_text_is_short_and_storable() {
        assertThat(ProductQuery.search("red lantern")).isEqualTo("red lantern");
        refused(CommonError.VALIDATION_ERROR, () -> ProductQuery.search("x".repeat(201)));
        refused(CommonError.VALIDATION_ERROR, () -> ProductQuery.search("a\u0000"));
    }

    private static void refused(ErrorCode code, Runnable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call::run)
                .extracting(ProblemException::code)
                .isEqualTo(code);
    }
}
