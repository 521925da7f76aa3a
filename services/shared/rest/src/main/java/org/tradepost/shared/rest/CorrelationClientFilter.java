package org.tradepost.shared.rest;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/** Passes the request id, the trace and whether it is debugged on to the service that is called. Register it on REST clients. */
public class CorrelationClientFilter implements ClientRequestFilter {

    @Override
    public void filter(ClientRequestContext request) {
        Correlation correlation = Correlation.current();
        request.getHeaders().putSingle(Correlation.REQUEST_ID_HEADER, correlation.requestId());
        request.getHeaders().putSingle(Correlation.TRACEPARENT_HEADER, correlation.traceparent());
        if (correlation.debug()) {
            request.getHeaders().putSingle(Correlation.DEBUG_HEADER, "true");
        }
    }
}
