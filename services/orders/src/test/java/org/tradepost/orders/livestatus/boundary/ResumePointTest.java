package org.tradepost.orders.livestatus.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

class ResumePointTest {

    @Test
    void whoNamesNoEventGetsTheWholeHistory() {
        assertThat(ResumePoint.of(null, 3)).isZero();
        assertThat(ResumePoint.of("", 3)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "3, 3", "003, 3"})
    void whoNamesAnEventGoesOnBehindIt(String lastEventId, long after) {
        assertThat(ResumePoint.of(lastEventId, 3)).isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4", "999999999999999999", "9999999999999999999999", "-1", "+1", "1.0", "0x1", "one", " 1", "١"})
    void refusesWhatWasNeverAnIdOfThisOrder(String lastEventId) {
        assertThatThrownBy(() -> ResumePoint.of(lastEventId, 3))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(CommonError.MALFORMED_REQUEST));
    }
}
