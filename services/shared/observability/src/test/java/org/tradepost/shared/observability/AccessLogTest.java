package org.tradepost.shared.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.observability.AnsweredCall.Peer;
import org.tradepost.shared.rest.Correlation;

class AccessLogTest {

    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Logger logger = Logger.getLogger("org.tradepost.access");
    private final List<LogRecord> records = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord told) {
            records.add(told);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    @Test
    void everyCallIsOneRecord() {
        new AccessLog(true, SLOW).answered(call(Duration.ofMillis(12)));
        assertThat(records).singleElement().satisfies(told -> {
            assertThat(told.getLevel()).isEqualTo(Level.INFO);
            assertThat(text(told)).isEqualTo("GET /api/v1/orders/42 200 in 12 ms");
        });
    }

    @Test
    void onlySlowCallsAreToldWhereNotEveryCallIs() {
        AccessLog log = new AccessLog(false, SLOW);
        log.answered(call(Duration.ofMillis(999)));
        assertThat(records).isEmpty();
        log.answered(call(SLOW));
        assertThat(records).singleElement().satisfies(told -> {
            assertThat(told.getLevel()).isEqualTo(Level.WARNING);
            assertThat(text(told)).startsWith("slow: GET /api/v1/orders/42 200");
        });
    }

    @Test
    void aDebuggedCallIsToldWhereNotEveryCallIs() {
        AnsweredCall call = call(Duration.ofMillis(12));
        new AccessLog(false, SLOW)
                .answered(new AnsweredCall(
                        call.method(),
                        call.route(),
                        call.path(),
                        call.status(),
                        call.took(),
                        call.from(),
                        call.correlation().debugged()));
        assertThat(records).singleElement().extracting(LogRecord::getLevel).isEqualTo(Level.INFO);
    }

    private static String text(LogRecord told) {
        return new SimpleFormatter().formatMessage(told);
    }

    private static AnsweredCall call(Duration took) {
        return new AnsweredCall(
                "GET",
                "/api/v1/orders/{id}",
                "/api/v1/orders/42",
                200,
                took,
                new Peer("192.0.2.1", "a shop"),
                Correlation.of("r", null));
    }
}
