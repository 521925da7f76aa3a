package org.tradepost.shared.observability;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** What is kept of each call that a server answered. */
public record HttpObservation(HttpMetrics metrics, AccessLog log) {

    /** @param service whose calls they are */
    public static HttpObservation of(Config config, MetricRegistry registry, String service) {
        return new HttpObservation(new HttpMetrics(registry, service), AccessLog.of(config));
    }

    public void answered(AnsweredCall call) {
        metrics.answered(call);
        log.answered(call);
    }
}
