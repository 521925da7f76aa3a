package org.tradepost.catalog.commandqueue.control;

import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.rest.Correlation;

/**
 * The request that a command came with, kept for the audit entries, log lines and events of what it does later. The client's address is
 * not: it is personal, and the entry about the acceptance has it.
 *
 * @param traceparent as in W3C Trace Context
 */
record CommandOrigin(String actor, String client, String session, String requestId, String traceparent) {

    static CommandOrigin of(Scene scene) {
        Correlation request = scene.correlation();
        return new CommandOrigin(
                scene.actor(), scene.client(), scene.session(), request.requestId(), request.traceparent());
    }

    /** The scene of the work, which is a part of its own of the request's trace. */
    Scene scene() {
        return new Scene(actor, client, session, null, Correlation.of(requestId, traceparent));
    }
}
