package org.tradepost.cli.command.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrafficTest {

    private static final String BEFORE =
            """
            # TYPE http_requests_total counter
            http_requests_total{method="GET",route="/a",service="orders",status="200",} 100.0
            http_request_duration_seconds_bucket{route="/a",service="orders",le="0.1",} 100.0
            http_request_duration_seconds_bucket{route="/a",service="orders",le="0.2",} 100.0
            http_request_duration_seconds_bucket{route="/a",service="orders",le="+Inf",} 100.0
            http_requests_total{method="GET",route="/a",service="users",status="200",} 7.0
            """;
    private static final String AFTER =
            """
            http_requests_total{method="GET",route="/a",service="orders",status="200",} 290.0
            http_requests_total{method="GET",route="/b/{id}",service="orders",status="503",} 10.0
            http_request_duration_seconds_bucket{route="/a",service="orders",le="0.1",} 200.0
            http_request_duration_seconds_bucket{route="/a",service="orders",le="0.2",} 300.0
            http_request_duration_seconds_bucket{route="/a",service="orders",le="+Inf",} 300.0
            http_requests_total{method="GET",route="/a",service="users",status="200",} 7.0
            """;

    @Test
    void ratesSharesAndQuantilesAreOfWhatCameInBetween() {
        Traffic traffic = Traffic.between("orders", Sample.all(BEFORE), Sample.all(AFTER), Duration.ofSeconds(2));
        assertThat(traffic.perSecond()).isEqualTo(100);
        assertThat(traffic.failed()).isEqualTo(0.05);
        // 95 of 100 in the mean: 100 of 200 took up to 0.1 s, the other 100 up to 0.2 s.
        assertThat(traffic.p95()).isEqualTo(Duration.ofMillis(190));
    }

    @Test
    void aServiceThatAnsweredNothingHasNoLatency() {
        assertThat(Traffic.between("users", Sample.all(BEFORE), Sample.all(AFTER), Duration.ofSeconds(2)))
                .isEqualTo(new Traffic(0, 0, null));
    }

    @Test
    void whatIsNoSampleIsLeftOut() {
        assertThat(Sample.all("# HELP x\nrubbish\nx{a=\"b\\\"c,d=\"} NaN\ny 1e3\n\nz{} what\n"))
                .extracting(Sample::name)
                .isEqualTo(List.of("x", "y"));
        assertThat(Sample.all("x{a=\"b\\\"c\",e=\"\",} 2").getFirst().labels())
                .isEqualTo(Map.of("a", "b\\\"c", "e", ""));
    }
}
