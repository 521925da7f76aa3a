package org.tradepost.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.500Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0                             | 0
                    120                           | 120
                    Sun, 22 Nov 2026 10:00:03 GMT | 3
                    Sun, 22 Nov 2026 09:59:00 GMT | 0
                    -5                            | 0
                    soon                          | 0
                    99999999999                   | 0
                    """)
    void isSecondsOrADate(String header, long seconds) {
        assertThat(RetryAfter.seconds(header, NOW)).isEqualTo(seconds);
    }
}
