package org.tradepost.gateway.contracts.boundary;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.tradepost.gateway.contracts.control.PublishedContract;
import org.tradepost.gateway.edge.boundary.Endpoint;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** {@code /openapi}: YAML, or JSON for whom asks for it; {@code /openapi.json} and {@code /openapi.yaml} leave no choice. */
public final class OpenApiEndpoint implements Endpoint {

    private final Optional<PublishedContract> published;

    public OpenApiEndpoint(Optional<PublishedContract> published) {
        this.published = published;
    }

    @Override
    public void answer(HttpServletRequest request, HttpServletResponse response, Exchange exchange) throws IOException {
        PublishedContract contract = published.orElseThrow(() ->
                new ProblemException(CommonError.SERVICE_UNAVAILABLE, "The API document cannot be had at present"));
        boolean json = wantsJson(exchange.path(), request.getHeader("Accept"));
        byte[] body = json ? contract.json() : contract.yaml();
        response.setContentType(json ? "application/json" : "application/yaml");
        response.addHeader("Vary", "Accept");
        response.setHeader("Cache-Control", "no-cache");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static boolean wantsJson(String path, String accept) {
        if (path.endsWith(".json") || path.endsWith(".yaml")) {
            return path.endsWith(".json");
        }
        return accept != null && accept.contains("json") && !accept.contains("yaml");
    }
}
