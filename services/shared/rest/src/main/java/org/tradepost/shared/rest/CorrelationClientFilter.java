package org.tradepost.shared.rest;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.util.ArrayList;
import java.util.List;

/** Passes the request id, the trace and whether it is debugged on to the service that is called. Register it on REST clients. */
public class CorrelationClientFilter implements ClientRequestFilter {

    @Override
    public void filter(ClientRequestContext request) {
        Correlation correlation = Correlation.current();
        request.getHeaders().putSingle(Correlation.REQUEST_ID_HEADER, correlation.requestId());
        // Where traces are on, the runtime has put that of the span that it began for this call.
        request.getHeaders()
                .computeIfAbsent(
                        Correlation.TRACEPARENT_HEADER, name -> new ArrayList<>(List.of(correlation.traceparent())));
        if (correlation.debug()) {
            request.getHeaders().putSingle(Correlation.DEBUG_HEADER, "true");
        }
    }
}
