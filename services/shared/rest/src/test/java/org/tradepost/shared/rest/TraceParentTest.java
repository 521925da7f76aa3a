package org.tradepost.shared.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

    private static final String HEADER = "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01";

    @Test
    void whatIsReadIsWrittenAgain() {
        assertThat(TraceParent.of(TraceParent.read(HEADER))).isEqualTo(HEADER);
        String unsampled = HEADER.replaceAll("01$", "00");
        assertThat(TraceParent.of(TraceParent.read(unsampled))).isEqualTo(unsampled);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-00f067aa0ba902b7-01",
                "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7",
                "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01\n",
                "nonsense"
            })
    void whatIsMalformedIsNoSpan(String header) {
        assertThat(TraceParent.read(header).isValid()).isFalse();
    }
}
