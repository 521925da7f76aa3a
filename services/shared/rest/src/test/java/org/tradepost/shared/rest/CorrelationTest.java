package org.tradepost.shared.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CorrelationTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void keepsWhatTheCallerSent() {
        Correlation correlation = Correlation.of("shop-42", "00-" + TRACE + "-00f067aa0ba902b7-01");
        assertThat(correlation.requestId()).isEqualTo("shop-42");
        assertThat(correlation.traceId()).isEqualTo(TRACE);
    }

    @Test
    void callsOnItsBehalfNameThisPartOfTheTraceAsTheirParent() {
        Correlation correlation = Correlation.of("shop-42", "00-" + TRACE + "-00f067aa0ba902b7-01");
        assertThat(correlation.spanId()).matches("[0-9a-f]{16}").isNotEqualTo("00f067aa0ba902b7");
        assertThat(correlation.traceparent()).isEqualTo("00-" + TRACE + "-" + correlation.spanId() + "-01");
        assertThat(correlation.forUser("u").traceparent()).isEqualTo(correlation.traceparent());
    }

    @Test
    void makesItsOwnWhereTheCallerSentRubbish() {
        Correlation correlation =
                Correlation.of("a\r\nforged log line", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01");
        assertThat(correlation.requestId()).matches("[0-9a-f-]{36}");
        assertThat(correlation.traceId()).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
    }
}
