package org.tradepost.gateway.signing.boundary;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.tradepost.gateway.edge.boundary.Endpoint;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.signing.control.GatewayKeys;

/** The public keys with which anybody can check the gateway's signatures, as a JWK set. */
public final class SignatureKeysEndpoint implements Endpoint {

    private final byte[] body;

    public SignatureKeysEndpoint(GatewayKeys keys) {
        this.body = keys.published().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void answer(HttpServletRequest request, HttpServletResponse response, Exchange exchange) throws IOException {
        response.setContentType("application/http-message-signatures-directory+json");
        response.setHeader("Cache-Control", "public, max-age=300");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
