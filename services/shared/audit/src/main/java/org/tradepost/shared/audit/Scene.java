package org.tradepost.shared.audit;

import org.tradepost.shared.rest.Correlation;

/**
 * By whom and from where. Take it on the thread of the request, before work is handed to another one.
 *
 * @param actor id of the user or of the client that acts for itself, or {@value #ANONYMOUS}
 * @param client id of the client or API key that the actor used; null when there is none
 * @param session the actor's session; null when there is none
 * @param address address of the caller as the gateway saw it; null when it is not known
 * @param correlation request id and trace id
 */
public record Scene(String actor, String client, String session, String address, Correlation correlation) {

    public static final String ANONYMOUS = "anonymous";
    /** The actor of an entry that counts what several callers tried. */
    public static final String SEVERAL = "several";

    /** The same scene with another actor. */
    public Scene by(String other) {
        return new Scene(other, client, session, address, correlation);
    }

    /** The same scene with the actor who has just logged in. */
    public Scene in(String other, String begun) {
        return new Scene(other, client, begun, address, correlation);
    }

    /** Whom a flood is counted against. */
    String source() {
        return address != null ? address : actor;
    }
}
