package org.tradepost.gateway.limits.entity;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many requests in so much time; unused ones add up to one window's worth.
 *
 * @param requests above 0
 * @param window whole seconds
 */
public record Quota(long requests, Duration window) {

    private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,8})/(s|min|h)");

    public Quota {
        if (requests <= 0 || window.toSeconds() <= 0) {
            throw new IllegalArgumentException("a quota is above 0");
        }
    }

    /** Reads {@code 100/s}, {@code 5/min} or {@code 10/h}. */
    public static Quota of(String text) {
        Matcher parts = SHAPE.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a limit such as 100/s, 5/min or 10/h: " + text);
        }
        Duration window =
                switch (parts.group(2)) {
                    case "s" -> Duration.ofSeconds(1);
                    case "min" -> Duration.ofMinutes(1);
                    default -> Duration.ofHours(1);
                };
        return new Quota(Long.parseLong(parts.group(1)), window);
    }

    public static Quota perMinute(long requests) {
        return new Quota(requests, Duration.ofMinutes(1));
    }
}
