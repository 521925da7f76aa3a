package org.tradepost.shared.identity;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.io.IOException;

/**
 * Presents this service's own access token on calls to other services and, beside it, the token of whoever the call is made for. A
 * token that is refused is not presented again. Register it on REST clients.
 */
public class ServiceTokenClientFilter implements ClientRequestFilter, ClientResponseFilter {

    private static final String BEARER = "Bearer ";

    private final ServiceTokens tokens;

    public ServiceTokenClientFilter() {
        this(CDI.current().select(ServiceCredentials.class).get().tokens());
    }

    ServiceTokenClientFilter(ServiceTokens tokens) {
        this.tokens = tokens;
    }

    /** @throws ProcessingException without a token: the call was not made, like one that did not get through */
    @Override
    public void filter(ClientRequestContext request) {
        try {
            request.getHeaders().putSingle("Authorization", BEARER + tokens.current());
        } catch (ServiceTokens.Unavailable e) {
            throw new ProcessingException(e);
        }
        OnBehalfOf.current().ifPresent(caller -> request.getHeaders().putSingle(OnBehalfOf.HEADER, caller.token()));
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) throws IOException {
        String presented = request.getHeaderString("Authorization");
        if (response.getStatus() == 401 && presented != null && presented.startsWith(BEARER)) {
            tokens.drop(presented.substring(BEARER.length()));
        }
    }
}
