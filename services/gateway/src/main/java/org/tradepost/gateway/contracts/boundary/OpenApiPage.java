package org.tradepost.gateway.contracts.boundary;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.tradepost.gateway.edge.boundary.Endpoint;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * {@code /openapi/ui}: Swagger UI from inside the application. The page loads nothing from elsewhere, and its policy makes the
 * browser refuse to.
 */
public final class OpenApiPage implements Endpoint {

    private static final String ROOT = "/openapi/ui";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Asset> assets;

    public OpenApiPage() {
        String webjar = "/META-INF/resources/webjars/swagger-ui/" + webjarVersion() + "/";
        this.assets = Map.of(
                "", new Asset("/openapi-ui/index.html", "text/html; charset=utf-8"),
                "/start.js", new Asset("/openapi-ui/start.js", "text/javascript; charset=utf-8"),
                "/swagger-ui.css", new Asset(webjar + "swagger-ui.css", "text/css; charset=utf-8"),
                "/swagger-ui-bundle.js", new Asset(webjar + "swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
                "/favicon-32x32.png", new Asset(webjar + "favicon-32x32.png", "image/png"));
    }

    @Override
    public void answer(HttpServletRequest request, HttpServletResponse response, Exchange exchange) throws IOException {
        Asset asset = assets.get(exchange.path().substring(ROOT.length()));
        try (InputStream content = asset == null ? null : OpenApiPage.class.getResourceAsStream(asset.resource())) {
            if (content == null) {
                throw new ProblemException(CommonError.NOT_FOUND, "There is nothing at this path");
            }
            response.setContentType(asset.mediaType());
            response.setHeader("Content-Security-Policy", POLICY);
            response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
            response.setHeader("Cache-Control", "max-age=3600");
            content.transferTo(response.getOutputStream());
        }
    }

    private static String webjarVersion() {
        Properties properties = new Properties();
        try (InputStream file =
                OpenApiPage.class.getResourceAsStream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            if (file == null) {
                throw new IllegalStateException("Swagger UI is missing from the application");
            }
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private record Asset(String resource, String mediaType) {}
}
