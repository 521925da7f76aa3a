package org.tradepost.gateway.proxying.control;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tradepost.gateway.edge.entity.Route;
import org.tradepost.shared.resilience.Deadline;

/** How long a service has for its answer: what the route says, or as long as the caller wants to wait (RFC 7240, section 4.3). */
public final class RouteDeadline {

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,4})\"?\\s*(?:$|[,;])");
    /** Longer waits are not offered. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private RouteDeadline() {}

    /** @param prefer the caller's preferences; null without any */
    public static Deadline of(Route route, String prefer) {
        return Deadline.in(time(route.deadline(), prefer));
    }

    static Duration time(Duration ofRoute, String prefer) {
        if (prefer == null) {
            return ofRoute;
        }
        Matcher wait = WAIT.matcher(prefer);
        if (!wait.find()) {
            return ofRoute;
        }
        Duration wanted = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        boolean offered = wanted.compareTo(LONGEST) <= 0;
        return offered && wanted.compareTo(ofRoute) > 0 ? wanted : ofRoute;
    }
}
