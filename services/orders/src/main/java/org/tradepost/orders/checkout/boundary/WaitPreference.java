package org.tradepost.orders.checkout.boundary;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the caller wants to wait for the outcome (RFC 7240, section 4.3). A preference that cannot be honoured is ignored, as
 * the RFC has it.
 *
 * @param applied value of {@code Preference-Applied}; null when there was no preference
 */
record WaitPreference(Duration budget, String applied) {
    private static final WaitPreference STANDARD = new WaitPreference(Duration.ofSeconds(10), null);
    private static final int LONGEST = 60;
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,4})\"?\\s*(?:$|[,;])");

    static WaitPreference of(String prefer) {
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        if (!wait.find()) {
            return STANDARD;
        }
        int seconds = Integer.parseInt(wait.group(1));
        return seconds > LONGEST ? STANDARD : new WaitPreference(Duration.ofSeconds(seconds), "wait=" + seconds);
    }
}
