package org.tradepost.shared.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswerWrittenTest {

    private interface Writing {
        void run() throws IOException;
    }

    private final AnswerWritten interceptor = new AnswerWritten();
    private final RequestsInFlight inFlight = new RequestsInFlight();
    private long request;

    @BeforeEach
    void begin() {
        interceptor.inFlight = inFlight;
        request = inFlight.began("GET /things", Optional.empty());
    }

    @Test
    void aRequestIsInFlightUntilItsAnswerIsWritten() throws IOException {
        interceptor.aroundWriteTo(
                writing(request, () -> assertThat(inFlight.count()).isEqualTo(1)));
        assertThat(inFlight.count()).isZero();
    }

    @Test
    void aCallerWhoWentAwayIsNoLongerAnswered() {
        WriterInterceptorContext broken = writing(request, () -> {
            throw new IOException("broken pipe");
        });
        assertThatIOException().isThrownBy(() -> interceptor.aroundWriteTo(broken));
        assertThat(inFlight.count()).isZero();
    }

    @Test
    void whatIsWrittenBeforeTheRequestWasCountedEndsNoOther() throws IOException {
        interceptor.aroundWriteTo(writing(null, () -> {}));
        assertThat(inFlight.count()).isEqualTo(1);
    }

    private static WriterInterceptorContext writing(Long request, Writing entity) {
        return (WriterInterceptorContext) Proxy.newProxyInstance(
                AnswerWrittenTest.class.getClassLoader(),
                new Class<?>[] {WriterInterceptorContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> arguments[0].equals(DeadlineFilter.PROPERTY) ? request : null;
                    case "proceed" -> {
                        entity.run();
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
