package org.tradepost.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.gateway.edge.control.TargetGuard;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

class TargetGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/products",
                "/api/v1/products/",
                "/api/v1/products/47503J%20",
                "/api/v1/products/a%2Cb",
                "/api/v1/products/gift_0001_40",
                "/api/v1/products/50%25",
                "/api/v1/products/%C3%A9",
                "/api/v1/products/a..b",
                "/api/v1/products/...",
                "/api/v1/products/a%3Bb"
            })
    void letsUnambiguousPathsPass(String path) {
        assertThatCode(() -> TargetGuard.checkPath(path)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api/v1",
                "http://elsewhere/api/v1/users",
                "//api/v1/users",
                "/api//v1/users",
                "/api/v1/users//",
                "/api/v1/./users",
                "/api/v1/../internal",
                "/..",
                "/api/v1/users/..",
                "/api/v1/users/.",
                "/api/%2e%2e/internal",
                "/api/v1/users/%2E",
                "/api/v1/users%2f1",
                "/api/v1/users%2F..%2Finternal",
                "/api/v1/users/%5c..",
                "/api/v1/users\\..",
                "/api/v1/users/%00",
                "/api/v1/users/%0d%0aX",
                "/api/v1/users/%7F",
                "/api/v1/users;a=b",
                "/api/v1/users/..;/internal",
                "/api/v1/users/%252e%252e/",
                "/api/v1/users/%252f",
                "/api/v1/users/%zz",
                "/api/v1/users/%2",
                "/api/v1/users/%",
                "/api/v1/users/%c0%af",
                "/api/v1/users/%ff",
                "/api/v1/users/a b",
                "/api/v1/users/é",
                "/api/v1/users#x"
            })
    void refusesWhatTwoParsersCouldReadDifferently(String path) {
        assertThatThrownBy(() -> TargetGuard.checkPath(path))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(CommonError.MALFORMED_REQUEST));
    }

    @Test
    void refusesOverlongPathsAndQueries() {
        assertThatThrownBy(() -> TargetGuard.checkPath("/" + "a".repeat(2_048))).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> TargetGuard.safeQuery("a".repeat(8_193))).isInstanceOf(ProblemException.class);
    }

    @Test
    void leavesAProperQueryAlone() {
        String query = "q=a%20b+c&skus=1,2&cursor=abc-_==&d=2011-01-01T00:00:00Z&x=%2F../";
        assertThat(TargetGuard.safeQuery(query)).isSameAs(query);
        assertThat(TargetGuard.safeQuery(null)).isNull();
    }

    @Test
    void leavesEncodedTextAlone() {
        String query = "q=%C3%A9%F0%9F%98%80&x=%0D%0A%25";
        assertThat(TargetGuard.safeQuery(query)).isSameAs(query);
        assertThat(TargetGuard.safeQuery("q=é%C3%A9")).isEqualTo("q=%C3%A9%C3%A9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=%", "q=%2", "q=%gg", "q=\u0001", "q=a%00", "q=%FF", "q=%ED%A0%80", "q=%C3&r=%A9"})
    void refusesAQueryThatCannotBeDecoded(String query) {
        assertThatThrownBy(() -> TargetGuard.safeQuery(query)).isInstanceOf(ProblemException.class);
    }
}
