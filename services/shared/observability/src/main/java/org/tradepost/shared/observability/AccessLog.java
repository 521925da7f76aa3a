package org.tradepost.shared.observability;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.tradepost.shared.rest.LogFields;

/** Writes one record for each call, or only for those that are debugged, and a warning for each slow one. */
public final class AccessLog {

    private static final Logger LOG = Logger.getLogger("org.tradepost.access");
    private static final int LONGEST_USER_AGENT = 200;

    private final boolean everyCall;
    private final Duration slow;

    /**
     * @param everyCall whether calls that are neither slow nor debugged are recorded, too
     * @param slow from when on a call is
     */
    public AccessLog(boolean everyCall, Duration slow) {
        this.everyCall = everyCall;
        this.slow = slow;
    }

    /** With the settings {@code tradepost.log.every-call} and {@code tradepost.log.slow-after}. */
    public static AccessLog of(Config config) {
        return new AccessLog(
                config.getOptionalValue("tradepost.log.every-call", Boolean.class)
                        .orElse(false),
                config.getOptionalValue("tradepost.log.slow-after", Duration.class)
                        .orElse(Duration.ofSeconds(1)));
    }

    public void answered(AnsweredCall call) {
        record(call, call.took().compareTo(slow) >= 0);
    }

    /** As {@link #answered}, of a stream, which is never slow: it lasts as long as its reader wants. */
    public void ended(AnsweredCall stream) {
        record(stream, false);
    }

    private void record(AnsweredCall call, boolean wasSlow) {
        if (!wasSlow && !everyCall && !call.correlation().debug()) {
            return;
        }
        String text = call.method() + " " + call.path() + " " + call.status() + " in "
                + call.took().toMillis() + " ms";
        LogFields.during(
                fields(call), () -> LOG.log(wasSlow ? Level.WARNING : Level.INFO, wasSlow ? "slow: {0}" : "{0}", text));
    }

    private static Map<String, String> fields(AnsweredCall call) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("method", call.method());
        fields.put("route", call.route());
        fields.put("path", call.path());
        fields.put("status_int", Integer.toString(call.status()));
        fields.put("duration_ms_int", Long.toString(call.took().toMillis()));
        fields.put("remote_address", call.from().address());
        fields.put("user_agent", shortened(call.from().userAgent()));
        fields.putAll(call.correlation().logFields());
        return fields;
    }

    private static String shortened(String userAgent) {
        return userAgent == null || userAgent.length() <= LONGEST_USER_AGENT
                ? userAgent
                : userAgent.substring(0, LONGEST_USER_AGENT);
    }
}
