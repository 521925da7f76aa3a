package org.tradepost.cli.command.status;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a service answered between two looks at its metrics.
 *
 * @param perSecond requests answered
 * @param failed share of them that were answered with 5xx, 0 to 1
 * @param p95 time in which 95 of 100 were answered, interpolated within the histogram's bucket; null when there was none
 */
record Traffic(double perSecond, double failed, Duration p95) {
    private static final double SHARE = 0.95;
    private static final double NANOS = 1e9;

    static Traffic between(String service, List<Sample> before, List<Sample> after, Duration apart) {
        double requests = total(service, after, sample -> true) - total(service, before, sample -> true);
        double failures = total(service, after, Traffic::isFailure) - total(service, before, Traffic::isFailure);
        if (requests <= 0) {
            return new Traffic(0, 0, null);
        }
        return new Traffic(
                requests / (apart.toNanos() / NANOS),
                failures / requests,
                quantile(buckets(service, before), buckets(service, after)));
    }

    private static boolean isFailure(Sample sample) {
        return sample.label("status").startsWith("5");
    }

    private static double total(String service, List<Sample> samples, Predicate<Sample> which) {
        return samples.stream()
                .filter(sample -> sample.name().equals("http_requests_total"))
                .filter(sample -> sample.label("service").equals(service))
                .filter(which)
                .mapToDouble(Sample::value)
                .sum();
    }

    /** Requests that took no longer than a bucket's upper bound, over all routes. */
    private static TreeMap<Double, Double> buckets(String service, List<Sample> samples) {
        TreeMap<Double, Double> buckets = new TreeMap<>();
        samples.stream()
                .filter(sample -> sample.name().equals("http_request_duration_seconds_bucket"))
                .filter(sample -> sample.label("service").equals(service))
                .forEach(sample -> buckets.merge(bound(sample), sample.value(), Double::sum));
        return buckets;
    }

    private static double bound(Sample sample) {
        return sample.label("le").equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(sample.label("le"));
    }

    private static Duration quantile(TreeMap<Double, Double> before, TreeMap<Double, Double> after) {
        if (after.isEmpty()) {
            return null;
        }
        double all = after.lastEntry().getValue() - before.getOrDefault(after.lastKey(), 0.0);
        double lowerBound = 0;
        double lowerCount = 0;
        for (Map.Entry<Double, Double> bucket : after.entrySet()) {
            double count = bucket.getValue() - before.getOrDefault(bucket.getKey(), 0.0);
            if (count >= all * SHARE) {
                double upper = bucket.getKey().isInfinite() ? lowerBound : bucket.getKey();
                double within = count == lowerCount ? 1 : (all * SHARE - lowerCount) / (count - lowerCount);
                return Duration.ofNanos((long) ((lowerBound + (upper - lowerBound) * within) * NANOS));
            }
            lowerBound = bucket.getKey();
            lowerCount = count;
        }
        return null;
    }
}
