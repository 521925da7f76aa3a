package org.tradepost.shared.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CorrelationTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void keepsWhatTheCallerSent() {
        Correlation correlation = Correlation.of("shop-42", "00-" + TRACE + "-00f067aa0ba902b7-01");
        assertThat(correlation).isEqualTo(new Correlation("shop-42", TRACE));
        assertThat(correlation.traceparent())
                .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
                .doesNotContain("00f067aa0ba902b7");
    }

    @Test
    void makesItsOwnWhereTheCallerSentRubbish() {
        Correlation correlation =
                Correlation.of("a\r\nforged log line", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01");
        assertThat(correlation.requestId()).matches("[0-9a-f-]{36}");
        assertThat(correlation.traceId()).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
    }
}
