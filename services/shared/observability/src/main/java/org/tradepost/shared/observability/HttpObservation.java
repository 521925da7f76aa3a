package org.tradepost.shared.observability;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** What is kept of each call that a server answered. */
public record HttpObservation(HttpMetrics metrics, AccessLog log) {

    /**
     * With the settings {@code tradepost.log.every-call} and {@code tradepost.log.slow-after}.
     *
     * @param service whose calls they are
     */
    public static HttpObservation of(Config config, MetricRegistry registry, String service) {
        return new HttpObservation(
                new HttpMetrics(registry, service),
                new AccessLog(
                        config.getOptionalValue("tradepost.log.every-call", Boolean.class)
                                .orElse(false),
                        config.getOptionalValue("tradepost.log.slow-after", Duration.class)
                                .orElse(Duration.ofSeconds(1))));
    }

    public void answered(AnsweredCall call) {
        metrics.answered(call);
        log.answered(call);
    }
}
