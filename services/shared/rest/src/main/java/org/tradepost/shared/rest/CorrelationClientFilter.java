package org.tradepost.shared.rest;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/** Passes the request id and the trace on to the service that is called. Register it on REST clients. */
public class CorrelationClientFilter implements ClientRequestFilter {

    @Override
    public void filter(ClientRequestContext request) {
        Correlation correlation = Correlation.current();
        request.getHeaders().putSingle(Correlation.REQUEST_ID_HEADER, correlation.requestId());
        request.getHeaders().putSingle(Correlation.TRACEPARENT_HEADER, correlation.traceparent());
    }
}
