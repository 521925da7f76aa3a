package org.tradepost.shared.identity;

import java.util.Set;

/**
 * What was ended while tokens of it are still about.
 *
 * @param sessions logins
 * @param clients programs with credentials of their own, API keys among them
 */
public record RevokedIds(Set<String> sessions, Set<String> clients) {

    public static final RevokedIds NONE = new RevokedIds(Set.of(), Set.of());

    public RevokedIds {
        sessions = Set.copyOf(sessions);
        clients = Set.copyOf(clients);
    }

    /** Whether the caller's token must not be accepted any more. */
    public boolean contain(Caller caller) {
        return (caller.sessionId() != null && sessions.contains(caller.sessionId()))
                || (caller.subject() != Caller.Subject.FOREIGN && clients.contains(caller.clientId()));
    }
}
