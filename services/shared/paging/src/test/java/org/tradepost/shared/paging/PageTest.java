package org.tradepost.shared.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

class PageTest {

    @Test
    void theNextPageStartsBehindTheLastRowShown() {
        PageRequest first = PageRequest.of(2L, null, 1);
        Page<String> page = Page.of(List.of("a", "b", "c"), first, List::of);
        assertThat(page.items()).containsExactly("a", "b");
        assertThat(PageRequest.of(2L, page.nextCursor(), 1).after()).containsExactly("b");
    }

    @Test
    void theLastPageHasNoCursor() {
        assertThat(Page.of(List.of("a", "b"), PageRequest.of(2L, null, 1), List::of)
                        .nextCursor())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 101, 2147483648L})
    void refusesALimitOutOfRange(long limit) {
        assertRefused(limit, null, CommonError.VALIDATION_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rubbish", "!!", "W10", "WyJhIiwiYiJd", "W251bGxd", "e30", "WyJcdTAwMDAiXQ"})
    void refusesACursorThatItDidNotHandOut(String cursor) {
        assertRefused(20L, cursor, CommonError.MALFORMED_REQUEST);
    }

    private static void assertRefused(Long limit, String cursor, CommonError code) {
        assertThatThrownBy(() -> PageRequest.of(limit, cursor, 1))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(code));
    }
}
