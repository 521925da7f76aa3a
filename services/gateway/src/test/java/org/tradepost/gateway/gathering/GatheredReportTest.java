package org.tradepost.gateway.gathering;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.edge.boundary.ProblemAnswer;
import org.tradepost.gateway.edge.entity.Entrance;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.gathering.boundary.GatheredReport;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.StubService;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.ServiceTokens;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.resilience.Deadline;
import org.tradepost.shared.resilience.Guards;
import org.tradepost.shared.resilience.RequestsInFlight;
import org.tradepost.shared.resilience.ResilienceReport;
import org.tradepost.shared.rest.Json;

class GatheredReportTest {

    private static final String PATH = "/api/v1/admin/resilience";

    private final StubService users = stub();
    private final StubService orders = stub();
    private final HttpClient client = new HttpClient();
    private final Server server = new Server();
    private final Guards guards = Guards.of(
            name -> Optional.ofNullable(Map.of(Guards.CLIENTS, "users", "tradepost.clients.users.breaker.failures", "2")
                    .get(name)));
    private final RequestsInFlight inFlight = new RequestsInFlight();
    private Caller caller = new Caller(UUID.randomUUID(), Set.of("admin"), Set.of(Permissions.OPERATIONS_READ));

    private static StubService stub() {
        try {
            return new StubService().alsoForTheGatewayItself();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws Exception {
        client.start();
        users.does((request, response, callback) -> {
            boolean token = request.getHttpURI().getPath().endsWith("/oauth2/token");
            StubService.answering(
                            200,
                            token
                                    ? "{\"access_token\":\"own\",\"expires_in\":60}"
                                    : "{\"clients\":[],\"inFlight\":1,\"requests\":[]}")
                    .handle(request, response, callback);
        });
        orders.does(StubService.answering(200, "{\"clients\":[{\"client\":\"payments\",\"state\":\"half-open\"}]}"));
        Map<String, String> services = new LinkedHashMap<>();
        services.put("users", users.url("/users").toString());
        services.put("orders", orders.url("/orders").toString());
        GatheredReport endpoint = new GatheredReport(
                client,
                services,
                new ServiceTokens(users.url("/users"), "service-gateway", "secret"),
                new GatheredReport.Subject(
                        Permissions.OPERATIONS_READ,
                        "/internal/resilience",
                        () -> new ResilienceReport(guards.reports(), inFlight.count(), inFlight.oldest())));
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder(new Asking(endpoint));
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        ServerConnector connector = new ServerConnector(server, 1, 1);
        server.addConnector(connector);
        server.setHandler(context);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        client.stop();
        users.close();
        orders.close();
        guards.close();
    }

    @Test
    void joinsTheGatewaysOwnGuardsWithWhatEachServiceSays() throws Exception {
        var guard = guards.of("users");
        guard.enter().succeeded();
        guard.enter().failed("HTTP 502");
        guard.enter().failed("timed out");
        inFlight.began("GET /api/v1/orders", Optional.of(Deadline.in(Duration.ofSeconds(10))));
        Answer answer = ask();
        assertThat(answer.status()).isEqualTo(200);
        JsonNode whole = Json.tolerant().readTree(answer.body());
        assertThat(whole.path("partial").asBoolean()).isFalse();
        assertThat(whole.path("services"))
                .extracting(s -> s.path("service").asText())
                .containsExactly("gateway", "users", "orders");
        JsonNode own = whole.path("services").path(0);
        JsonNode breaker = own.path("clients").path(0);
        assertThat(breaker.path("client").asText()).isEqualTo("users");
        assertThat(breaker.path("state").asText()).isEqualTo("open");
        assertThat(breaker.path("calls").toString())
                .isEqualTo("{\"succeeded\":1,\"failed\":2,\"consecutiveSuccesses\":0,\"consecutiveFailures\":2}");
        assertThat(breaker.path("lastFailure").path("kind").asText()).isEqualTo("timed out");
        assertThat(breaker.path("lastFailure").path("at").asText()).endsWith("Z");
        assertThat(breaker.path("lastChange").asText()).endsWith("Z");
        assertThat(breaker.path("bulkhead").path("limit").asInt()).isEqualTo(64);
        assertThat(breaker.path("retries").path("made").asInt(-1)).isZero();
        JsonNode request = own.path("requests").path(0);
        assertThat(request.path("route").asText()).isEqualTo("GET /api/v1/orders");
        assertThat(request.path("leftMs").asLong()).isBetween(1L, 10_000L);
        assertThat(whole.path("services")
                        .path(2)
                        .path("clients")
                        .path(0)
                        .path("state")
                        .asText())
                .isEqualTo("half-open");
        var asked = orders.seen.take();
        assertThat(asked.headers().get("Authorization")).isEqualTo("Bearer own");
        assertThat(asked.target()).isEqualTo("/orders/internal/resilience");
    }

    @Test
    void isPartialWhenOneServiceCannotSay() throws Exception {
        orders.does(StubService.answering(500, "{}"));
        JsonNode whole = Json.tolerant().readTree(ask().body());
        assertThat(whole.path("partial").asBoolean()).isTrue();
        assertThat(whole.path("missing").toString()).isEqualTo("[\"orders\"]");
        assertThat(whole.path("services")).hasSize(2);
    }

    @Test
    void isForAdministratorsOnly() throws Exception {
        caller = new Caller(UUID.randomUUID(), Set.of("user"), Set.of(Permissions.ORDER_READ));
        assertThat(ask().status()).isEqualTo(403);
        caller = null;
        assertThat(ask().status()).isEqualTo(401);
        assertThat(orders.seen).isEmpty();
    }

    private Answer ask() throws Exception {
        return RawClient.get(((ServerConnector) server.getConnectors()[0]).getLocalPort(), PATH);
    }

    private final class Asking extends HttpServlet {

        private static final long serialVersionUID = 1L;
        private final transient GatheredReport endpoint;

        private Asking(GatheredReport endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Exchange exchange = Exchange.arriving(
                            PATH,
                            new Entrance("192.0.2.1", "https", null),
                            org.tradepost.shared.rest.Correlation.of(null, null),
                            "00-t-s-01")
                    .by(caller, null);
            try {
                endpoint.answer(request, response, exchange);
            } catch (ProblemException refusal) {
                ProblemAnswer.send(response, exchange, refusal);
            }
        }
    }
}
