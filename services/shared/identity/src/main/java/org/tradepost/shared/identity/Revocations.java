package org.tradepost.shared.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The sessions and clients that were ended lately, asked of the users service every few seconds. While that is away, the last list
 * stays: what it may miss ends with the tokens, after 15 minutes.
 */
public final class Revocations implements Predicate<Caller>, AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final URI feed;
    private final ServiceTokens tokens;
    private final Repeated polling;
    private volatile RevokedIds revoked = RevokedIds.NONE;

    /** @param users base URL of the users service */
    public Revocations(URI users, ServiceTokens tokens) {
        this.feed = URI.create(users + "/internal/session-revocations");
        this.tokens = tokens;
        this.polling = Repeated.every(INTERVAL, "list of revoked sessions", this::poll);
    }

    @Override
    public boolean test(Caller caller) {
        return revoked.contain(caller);
    }

    private void poll() throws Exception {
        String token = tokens.current();
        try {
            JsonNode list = Fetch.get(feed, token);
            revoked = new RevokedIds(strings(list.path("sessions")), strings(list.path("clients")));
        } catch (Fetch.Refused refused) {
            if (refused.status() == 401) {
                tokens.drop(token);
            }
            throw refused;
        }
    }

    private static Set<String> strings(JsonNode array) {
        Set<String> values = new HashSet<>();
        array.forEach(value -> values.add(value.asText()));
        return values;
    }

    @Override
    public void close() {
        polling.close();
    }
}
