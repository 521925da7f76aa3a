package org.tradepost.cli.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.HdrHistogram.Histogram;

/**
 * Result of a measurement; its components are the members of the JSON output.
 *
 * @param requests answered or failed
 * @param errors of them not done
 * @param perSecond requests done a second
 */
@JsonPropertyOrder({
    "scenario",
    "clients",
    "seconds",
    "requests",
    "errors",
    "perSecond",
    "meanMs",
    "p50Ms",
    "p95Ms",
    "p99Ms",
    "p999Ms"
})
record BenchReport(
        String scenario,
        int clients,
        double seconds,
        long requests,
        long errors,
        double perSecond,
        double meanMs,
        double p50Ms,
        double p95Ms,
        double p99Ms,
        double p999Ms,
        @JsonIgnore String firstError) {

    static BenchReport of(String scenario, int clients, Measurement measured) {
        Histogram micros = measured.micros();
        long requests = micros.getTotalCount();
        double perSecond = Math.max(0, requests - measured.errors()) / Math.max(measured.seconds(), 1e-3);
        return new BenchReport(
                scenario,
                clients,
                rounded(measured.seconds()),
                requests,
                measured.errors(),
                rounded(perSecond),
                rounded(micros.getMean() / 1_000),
                millis(micros, 50),
                millis(micros, 95),
                millis(micros, 99),
                millis(micros, 99.9),
                measured.firstError());
    }

    String text() {
        String line = "%s: %,.1f a second (%,d requests, %,d errors, %d clients, %.1f s)%n"
                        .formatted(scenario, perSecond, requests, errors, clients, seconds)
                + "  mean %.2f ms   p50 %.2f   p95 %.2f   p99 %.2f   p99.9 %.2f%n"
                        .formatted(meanMs, p50Ms, p95Ms, p99Ms, p999Ms);
        return firstError.isEmpty() ? line : line + "  first error: %s%n".formatted(firstError);
    }

    private static double millis(Histogram micros, double percentile) {
        return rounded(micros.getValueAtPercentile(percentile) / 1_000.0);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
