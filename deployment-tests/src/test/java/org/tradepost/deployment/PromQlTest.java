package org.tradepost.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.deployment.PromQl.Read;

class PromQlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "up; up",
                "up{job=\"tradepost\"} >= bool 0; up!",
                "rate(a_total{job=\"tradepost\",to=~\"b|c\"}[5m]) or vector(0); a_total!",
                "sum by (service) (a:b:rate5m) / on (pod) group_left (app) x{y=\"z\"}; a:b:rate5m x",
                "histogram_quantile(0.95, sum by (le) (d_bucket{job=\"tradepost\"})); d_bucket!",
                "absent(up{job=\"other\"}) unless a_count offset 5m > 1e3; up a_count"
            })
    void itsMetricsAreFoundAndWhetherTheyAreOurs(String expression, String expected) {
        assertThat(new PromQl(expression)
                        .reads().stream()
                                .map(read -> read.metric() + (read.ours() ? "!" : ""))
                                .toList())
                .isEqualTo(List.of(expected.split(" ")));
    }

    @Test
    void aSecondReadWithoutTheJobIsSeen() {
        assertThat(new PromQl("a{job=\"tradepost\"} + a").reads())
                .containsExactly(new Read("a", true), new Read("a", false));
    }
}
