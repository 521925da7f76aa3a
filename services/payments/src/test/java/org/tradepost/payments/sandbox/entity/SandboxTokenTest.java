package org.tradepost.payments.sandbox.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.payments.sandbox.entity.SandboxToken.Declines;
import org.tradepost.payments.sandbox.entity.SandboxToken.FailsOnce;
import org.tradepost.payments.sandbox.entity.SandboxToken.NeverAnswers;
import org.tradepost.payments.sandbox.entity.SandboxToken.Pays;
import org.tradepost.payments.sandbox.entity.SandboxToken.Slow;

class SandboxTokenTest {

    @Test
    void everyDocumentedTokenIsKnown() {
        assertThat(SandboxToken.parse("tok_ok")).isEqualTo(new Pays());
        assertThat(SandboxToken.parse("tok_declined")).isEqualTo(new Declines("declined"));
        assertThat(SandboxToken.parse("tok_insufficient_funds")).isEqualTo(new Declines("insufficient_funds"));
        assertThat(SandboxToken.parse("tok_timeout")).isEqualTo(new NeverAnswers(false));
        assertThat(SandboxToken.parse("tok_timeout_charged")).isEqualTo(new NeverAnswers(true));
        assertThat(SandboxToken.parse("tok_error_once")).isEqualTo(new FailsOnce());
        assertThat(SandboxToken.parse("tok_slow_0")).isEqualTo(new Slow(Duration.ZERO));
        assertThat(SandboxToken.parse("tok_slow_60000")).isEqualTo(new Slow(Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tok",
                "TOK_OK",
                "tok_slow_",
                "tok_slow_60001",
                "tok_slow_-1",
                "tok_slow_1e3",
                "tok_slow_100000"
            })
    void anyOtherTokenIsDeclined(String token) {
        assertThat(SandboxToken.parse(token)).isEqualTo(new Declines("invalid_token"));
    }
}
