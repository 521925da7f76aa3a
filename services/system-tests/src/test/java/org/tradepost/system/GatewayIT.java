package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.system.RawHttp.RawAnswer;
import org.tradepost.system.Shop.Customer;

@Tag("deployment")
class GatewayIT {

    @Test
    void aRequestIdIsAcceptedOrMadeAndReturned() {
        assertThat(Api.anonymous()
                        .withHeader("X-Request-ID", "my-request.1")
                        .get("/api/v1/products?limit=1")
                        .header("X-Request-ID"))
                .isEqualTo("my-request.1");
        String made = Api.anonymous().get("/api/v1/products?limit=1").header("X-Request-ID");
        assertThat(made).isNotBlank();
        assertThat(Api.anonymous()
                        .withHeader("X-Request-ID", "forged log line")
                        .get("/api/v1/products?limit=1")
                        .header("X-Request-ID"))
                .isNotEqualTo("forged log line")
                .isNotEqualTo(made)
                .isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/orders", "/api/v1/profile", "/api/v1/products/none-such", "/nowhere"})
    void aRefusalNamesTheTraceItBelongsTo(String path) {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        Answer refused = Api.anonymous()
                .withHeader("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .get(path);
        assertThat(refused.status()).isIn(401, 404);
        assertThat(refused.text("traceId")).isEqualTo(trace);
        assertThat(refused.text("instance")).isEqualTo(path);
    }

    @Test
    void headersNamedByConnectionAreNotPassedOn() {
        String authorization =
                "Authorization: Bearer " + Shop.logIn(Shop.customer().email(), Shop.PASSWORD);
        assertThat(RawHttp.get("/api/v1/profile", authorization).status()).isEqualTo(200);
        assertThat(RawHttp.get("/api/v1/profile", authorization, "Connection: Authorization")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void answersSayNothingAboutTheSoftwareBehind() {
        for (String path : List.of("/", "/api/v1/products", "/oauth2/jwks", "/nowhere", "/health/ready")) {
            RawAnswer answer = RawHttp.get(path, "Tradepost-On-Behalf-Of: guessed", "TE: trailers");
            String head = answer.head().toLowerCase(Locale.ROOT);
            assertThat(head).as(path).doesNotContain("tradepost-", "x-powered-by", "\r\nserver:", "\r\nvia:", "$ws");
            assertThat(head).as(path).contains("x-content-type-options: nosniff", "x-request-id:");
        }
    }

    @Test
    void aGuessedServiceTokenGrantsNothing() {
        Api api = Api.anonymous().withHeader("Tradepost-On-Behalf-Of", "guessed");
        api.get("/api/v1/admin/users").expectProblem(401, "UNAUTHORIZED");
        api.get("/internal/users/0199a1b2-0000-7000-8000-000000000001/standing").expectProblem(404, "NOT_FOUND");
    }

    @Test
    void theStateOfTheRateLimitIsTold() {
        Answer answer = Api.anonymous().get("/api/v1/products?limit=1").expect(200);
        assertThat(answer.header("RateLimit")).isNotBlank();
        assertThat(answer.header("RateLimit-Policy")).isNotBlank();
    }

    @Test
    void theOverviewHasTheUserAndTheFiveLatestOrders() {
        Customer customer = Shop.customer();
        String sku = Shop.product(100, 50);
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            placed.addFirst(customer.api()
                    .withNewKey()
                    .post("/api/v1/orders", Shop.order("tok_ok", sku, 1))
                    .expect(201)
                    .text("id"));
        }
        String path = "/api/v1/users/" + customer.id() + "/overview";
        Answer overview = customer.api().get(path).expect(200);
        assertThat(overview.body().path("partial").asBoolean(true)).isFalse();
        assertThat(overview.body().path("missing").isEmpty()).isTrue();
        assertThat(overview.body().path("user"))
                .isEqualTo(customer.api().get("/api/v1/profile").body());
        List<String> listed = new ArrayList<>();
        overview.body()
                .path("orders")
                .forEach(order -> listed.add(order.path("id").asText()));
        assertThat(listed).isEqualTo(placed.subList(0, 5));
        assertThat(Shop.admin()
                        .get(path)
                        .expect(200)
                        .body()
                        .path("user")
                        .path("email")
                        .asText())
                .isEqualTo(customer.email());
        Api.anonymous().get(path).expectProblem(401, "UNAUTHORIZED");
    }

    @Test
    void theContractsOfAllServicesAreOneDocument() {
        JsonNode document = Api.anonymous().get("/openapi.json").expect(200).body();
        assertThat(document.path("openapi").asText()).startsWith("3.1");
        List<String> paths = new ArrayList<>();
        document.path("paths").fieldNames().forEachRemaining(paths::add);
        assertThat(paths)
                .contains(
                        "/api/v1/users",
                        "/api/v2/users/{id}",
                        "/api/v1/login",
                        "/api/v1/products/{sku}",
                        "/api/v1/product-imports",
                        "/api/v1/orders",
                        "/api/v1/orders/{id}/refunds",
                        "/api/v1/payments/{id}",
                        "/api/v1/users/{id}/overview",
                        "/oauth2/jwks")
                .noneMatch(path -> path.contains("internal"));
        for (JsonNode reference : document.findValues("$ref")) {
            String pointer = reference.asText().substring(1);
            assertThat(document.at(pointer).isMissingNode()).as(pointer).isFalse();
        }
        Answer yaml = Api.anonymous().get("/openapi").expect(200);
        assertThat(yaml.header("Content-Type")).startsWith("application/yaml");
        assertThat(Api.anonymous()
                        .withHeader("Accept", "application/json")
                        .get("/openapi")
                        .body())
                .isEqualTo(document);
    }

    @Test
    void thePageForTheContractLoadsNothingFromElsewhere() {
        Answer page = Api.anonymous().get("/openapi/ui").expect(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(page.body().asText()).doesNotContain("http://", "https://");
        Api.anonymous().get("/openapi/ui/swagger-ui-bundle.js").expect(200);
        Api.anonymous().get("/openapi/ui/none-such.js").expectProblem(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/started", "/health/live", "/health/ready"})
    void healthIsTold(String path) {
        assertThat(Api.anonymous().get(path).expect(200).text("status")).isEqualTo("UP");
    }

    @Test
    void theBareAddressSaysWhereToGo() {
        JsonNode links = Api.anonymous().get("/").expect(200).body().path("links");
        assertThat(links.path("openapi").asText()).isEqualTo("/openapi");
        links.forEach(link -> assertThat(Api.anonymous().get(link.asText()).status())
                .as(link.asText())
                .isIn(200, 405));
    }
}
