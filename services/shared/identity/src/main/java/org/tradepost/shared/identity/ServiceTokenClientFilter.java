package org.tradepost.shared.identity;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import org.eclipse.microprofile.config.ConfigProvider;

/** Presents the service token on calls to other services. Register it on REST clients. */
public class ServiceTokenClientFilter implements ClientRequestFilter {

    private final String token = ConfigProvider.getConfig().getValue("tradepost.service.token", String.class);

    @Override
    public void filter(ClientRequestContext request) {
        request.getHeaders().putSingle(AuthenticationFilter.SERVICE_TOKEN_HEADER, token);
    }
}
