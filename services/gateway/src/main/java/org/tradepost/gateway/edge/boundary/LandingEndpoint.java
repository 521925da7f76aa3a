package org.tradepost.gateway.edge.boundary;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.shared.rest.Json;

/** What a visitor of the bare address sees: where to go from here. */
public final class LandingEndpoint implements Endpoint {

    private final byte[] body = Json.write(new Landing("Tradepost", links())).getBytes(StandardCharsets.UTF_8);

    @Override
    public void answer(HttpServletRequest request, HttpServletResponse response, Exchange exchange) throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-cache");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static Map<String, String> links() {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("documentation", "/openapi/ui");
        links.put("openapi", "/openapi");
        links.put("products", "/api/v1/products");
        links.put("login", "/api/v1/login");
        links.put("keys", "/oauth2/jwks");
        links.put("health", "/health/ready");
        return links;
    }

    private record Landing(String name, Map<String, String> links) {}
}
