package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.system.RawHttp.RawAnswer;

/** Paths that try to reach what is not public, sent as they are. */
@Tag("deployment")
class BadPathsIT {

    private static final String GUESSED_TOKEN = "Tradepost-On-Behalf-Of: guessed";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/v1/products",
                "/api//v1/products",
                "/api/v1/products//",
                "/api/v1/../v1/products",
                "/api/v1/products/..",
                "/api/v1/products/../../../internal/products/lookup",
                "/./api/v1/products",
                "/api/v1/products/%2e%2e/%2e%2e/%2e%2e/internal/products/lookup",
                "/api/v1/products/%2E%2E/orders",
                "/api/v1/products/..%2f..%2f..%2finternal",
                "/api%2fv1%2fproducts",
                "/api/v1/products/a%2fb",
                "/api/v1/products/a%2Fb",
                "/api/v1/products/a%5cb",
                "/api/v1/products/a\\b",
                "/api/v1/products/%252e%252e/internal",
                "/api/v1/products/%c0%ae%c0%ae/internal",
                "/api/v1/products;a=b",
                "/health/../metrics"
            })
    void aPathThatCouldBeReadInTwoWaysIsRefused(String path) throws Exception {
        RawAnswer answer = RawHttp.get(path, GUESSED_TOKEN);
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.isProblem()).as("%s", answer).isTrue();
        assertThat(answer.json().path("code").asText()).isEqualTo("MALFORMED_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/products/a%00b",
                "/api/v1/products/a%0d%0ab",
                "/api/v1/products/%zz",
                "/api/v1/products/100%",
                "/api/v1/..;/internal/products/lookup"
            })
    void aPathThatTheServerCannotDecodeIsRefusedBeforeTheGateway(String path) {
        RawAnswer answer = RawHttp.get(path, GUESSED_TOKEN);
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("Exception", "tradepost");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /internal/users/0199a1b2-0000-7000-8000-000000000001/standing",
        "GET, /users/internal/users/0199a1b2-0000-7000-8000-000000000001/standing",
        "GET, /users/api/v1/admin/users",
        "POST, /catalog/internal/products/lookup",
        "PUT, /catalog/internal/reservations/0199a1b2-0000-7000-8000-000000000001",
        "POST, /internal/products/lookup",
        "PUT, /payments/internal/payments/0199a1b2-0000-7000-8000-000000000001",
        "POST, /internal/payments/0199a1b2-0000-7000-8000-000000000001/void",
        "GET, /orders/api/v1/orders",
        "GET, /api/v1/internal/users",
        "GET, /api/internal",
        "GET, /metrics",
        "GET, /metrics/",
        "GET, /health/internal",
        "GET, /ibm/api/explorer",
        "GET, /openapi/ui/../../WEB-INF/web.xml",
        "GET, /WEB-INF/web.xml",
        "GET, /api/v3/users",
        "GET, /API/V1/products"
    })
    void whatIsNotPublicDoesNotExist(String method, String path) throws Exception {
        RawAnswer answer = RawHttp.send(method, path, GUESSED_TOKEN, "Content-Length: 0");
        assertThat(answer.status()).as("%s", answer).isIn(400, 404);
        assertThat(answer.isProblem()).as("%s", answer).isTrue();
        assertThat(answer.json().path("code").asText())
                .isEqualTo(answer.status() == 404 ? "NOT_FOUND" : "MALFORMED_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/internal/products/lookup",
                "http://127.0.0.1:1/catalog/internal/products/lookup",
                "http://internal/metrics"
            })
    void anAbsoluteTargetLeadsNowhereElse(String target) {
        RawAnswer answer = RawHttp.get(target, GUESSED_TOKEN);
        assertThat(answer.status()).as("%s", answer).isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT"})
    void methodsForProxiesAreNotForwarded(String method) {
        RawAnswer answer = RawHttp.send(method, "/api/v1/products");
        assertThat(answer.status()).as("%s", answer).isIn(400, 403, 404, 405, 501);
        assertThat(answer.body()).doesNotContain("Host:");
    }
}
