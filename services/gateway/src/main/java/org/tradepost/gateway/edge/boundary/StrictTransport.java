package org.tradepost.gateway.edge.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import org.tradepost.gateway.edge.entity.Exchange;

/**
 * Tells browsers that came by HTTPS to do so from now on (RFC 6797). Not those that asked for {@code localhost}: they would
 * then refuse every other program on the same machine that speaks plain HTTP.
 */
public final class StrictTransport implements Check {

    private final Map<String, String> header;

    /** @param maxAge how long they are to remember it; zero for not at all */
    public StrictTransport(Duration maxAge) {
        this.header = Map.of("Strict-Transport-Security", "max-age=" + maxAge.toSeconds());
    }

    @Override
    public Outcome check(HttpServletRequest request, Exchange exchange) {
        boolean told = exchange.entrance().isSecure()
                && !exchange.entrance().hostName().equals("localhost");
        return new Outcome.Passed(told ? exchange.answering(header) : exchange);
    }
}
