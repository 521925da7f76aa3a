package org.tradepost.shared.resilience;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/** Tells the service that is called how long its answer will be waited for. Register it on REST clients. */
public class DeadlineClientFilter implements ClientRequestFilter {

    @Override
    public void filter(ClientRequestContext request) {
        Deadline.current().ifPresent(deadline -> request.getHeaders().putSingle(Deadline.HEADER, deadline.header()));
    }
}
