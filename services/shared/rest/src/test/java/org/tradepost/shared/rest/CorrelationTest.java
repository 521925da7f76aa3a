package org.tradepost.shared.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void nobodyIsAskedToRecordWhatTheCallerDoesNot() {
        assertThat(Correlation.of("shop-42", "00-" + TRACE + "-00f067aa0ba902b7-00")
                        .traceparent())
                .endsWith("-00");
        assertThat(Correlation.of(null, null).traceparent()).endsWith("-00");
    }

    @Test
    void spansOfWorkOnAnotherThreadHangBelowIt() {
        Correlation correlation = Correlation.of("shop-42", "00-" + TRACE + "-00f067aa0ba902b7-01");
        correlation.during(() -> assertThat(Span.current().getSpanContext())
                .returns(TRACE, SpanContext::getTraceId)
                .returns(correlation.spanId(), SpanContext::getSpanId)
                .returns(true, SpanContext::isSampled));
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void makesItsOwnWhereTheCallerSentRubbish() {
        Correlation correlation =
                Correlation.of("a\r\nforged log line", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01");
        assertThat(correlation.requestId()).matches("[0-9a-f-]{36}");
        assertThat(correlation.traceId()).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
    }

    @Test
    void nobodyIsDebuggedByAskingAlone() {
        assertThat(Correlation.of("shop-42", null).debug()).isFalse();
        assertThat(Correlation.of("shop-42", null).forUser("u").debug()).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "TRUE", "1", "yes", "true ", "true, true", "false", "true\r\nX-Request-ID: a", "*"})
    void onlyTheOneWordAsksForIt(String rubbish) {
        assertThat(Correlation.asksForDebug("true")).isTrue();
        assertThat(Correlation.asksForDebug(rubbish)).isFalse();
    }

    @Test
    void logLinesSayWhetherItIsDebugged() {
        Correlation correlation = Correlation.of("shop-42", null);
        assertThat(correlation.logFields()).containsEntry("debug_bool", null);
        assertThat(correlation.debugged().logFields()).containsEntry("debug_bool", "true");
    }
}
