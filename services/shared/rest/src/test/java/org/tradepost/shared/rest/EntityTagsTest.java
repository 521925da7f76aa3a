package org.tradepost.shared.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

class EntityTagsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", " \"7\" ", "\"6\", \"7\"", "*"})
    void acceptsTheCurrentVersion(String ifMatch) {
        assertThatCode(() -> EntityTags.requireMatch(ifMatch, 7)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "7", "W/\"7\"", "\"77\""})
    void refusesAnyOther(String ifMatch) {
        assertThatThrownBy(() -> EntityTags.requireMatch(ifMatch, 7))
                .isInstanceOfSatisfying(ProblemException.class, e -> assertCode(e, CommonError.PRECONDITION_FAILED));
    }

    @Test
    void asksForTheHeaderWhenItIsAbsent() {
        assertThatThrownBy(() -> EntityTags.requireMatch(null, 7))
                .isInstanceOfSatisfying(ProblemException.class, e -> assertCode(e, CommonError.PRECONDITION_REQUIRED));
    }

    private static void assertCode(ProblemException refusal, CommonError code) {
        org.assertj.core.api.Assertions.assertThat(refusal.code()).isEqualTo(code);
    }

    @Test
    void aVersionIsKnownByAnyTagThatNamesIt() {
        for (String known : new String[] {"\"7\"", "W/\"7\"", "\"6\", W/\"7\"", " * "}) {
            assertThat(EntityTags.isKnown(known, 7)).as(known).isTrue();
        }
        for (String unknown : new String[] {null, "", "7", "\"77\"", "\"6\"", "w/\"7\"", "\"*\""}) {
            assertThat(EntityTags.isKnown(unknown, 7)).as(unknown).isFalse();
        }
    }
}
