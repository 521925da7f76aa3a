package org.tradepost.gateway.proxying.boundary;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.client.Request;

/** The streams that pass through, so that they can be ended together: their clients then come back to another replica. */
final class OpenStreams {

    /** Ends a stream as if the service had; one that has not begun is refused and may be asked for again. */
    static final class Ended extends RejectedExecutionException {

        private static final long serialVersionUID = 1L;

        Ended() {
            super("streams are ended here");
        }
    }

    private final Set<Request> requests = ConcurrentHashMap.newKeySet();

    void add(Request toUpstream) {
        requests.add(toUpstream);
        toUpstream.onComplete(result -> requests.remove(toUpstream));
    }

    void end() {
        requests.forEach(request -> request.abort(new Ended()));
    }
}
