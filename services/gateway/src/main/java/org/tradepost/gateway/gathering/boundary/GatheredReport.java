package org.tradepost.gateway.gathering.boundary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.tradepost.gateway.edge.boundary.Endpoint;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.shared.identity.ServiceTokens;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.resilience.Deadline;
import org.tradepost.shared.rest.DebugLog;
import org.tradepost.shared.rest.Json;

/**
 * What the gateway and, asked all at once with the gateway's own token, each service says of itself: how its calls to others go ({@code
 * GET /api/v1/admin/resilience}), how it is set ({@code GET /api/v1/admin/config}). Partial when one does not answer. Breakers do not
 * keep these questions back: they are how one looks at them.
 */
public final class GatheredReport implements Endpoint {

    private static final Logger LOG = Logger.getLogger(GatheredReport.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LARGEST_PART = 1 << 20;

    /** A pool of connections of its own: looking goes on while everything else waits. */
    private static final String POOL = "gathering";

    /**
     * What is asked for.
     *
     * @param permission needed to see it
     * @param path where each service says it
     * @param own what the gateway says of itself
     */
    public record Subject(String permission, String path, Supplier<?> own) {}

    private final HttpClient client;
    private final Map<String, String> services;
    private final ServiceTokens ownTokens;
    private final Subject subject;

    /** @param services base URL by name, in the order of the answer */
    public GatheredReport(HttpClient client, Map<String, String> services, ServiceTokens ownTokens, Subject subject) {
        this.client = client;
        this.services = new LinkedHashMap<>(services);
        this.ownTokens = ownTokens;
        this.subject = subject;
    }

    @Override
    public void answer(HttpServletRequest request, HttpServletResponse response, Exchange exchange) {
        if (exchange.caller() == null) {
            throw new ProblemException(CommonError.UNAUTHORIZED, "Send a valid access token")
                    .header("WWW-Authenticate", "Bearer");
        }
        exchange.caller().require(subject.permission());
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        // On a thread of its own: there may be no token yet.
        Thread.ofVirtual().name("gateway-gathering").start(() -> {
            try {
                send(response, join(ask()));
            } catch (IOException | RuntimeException e) {
                DebugLog.fine(LOG, "the client has gone", e);
            } finally {
                async.complete();
            }
        });
    }

    private Map<String, Optional<JsonNode>> ask() {
        Map<String, CompletableFuture<Optional<JsonNode>>> asked = new LinkedHashMap<>();
        String token = token();
        services.forEach((name, base) -> asked.put(
                name, token == null ? CompletableFuture.completedFuture(Optional.empty()) : ask(base, token)));
        Map<String, Optional<JsonNode>> answers = new LinkedHashMap<>();
        asked.forEach((name, answer) -> answers.put(name, answer.join()));
        return answers;
    }

    private String token() {
        try {
            return ownTokens.current();
        } catch (ServiceTokens.Unavailable e) {
            DebugLog.fine(LOG, "no token to ask the services with", e);
            return null;
        }
    }

    private CompletableFuture<Optional<JsonNode>> ask(String base, String token) {
        CompletableFuture<Optional<JsonNode>> answer = new CompletableFuture<>();
        client.newRequest(base + subject.path())
                .tag(POOL)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .headers(fields -> fields.put(HttpHeader.AUTHORIZATION, "Bearer " + token)
                        .put(HttpHeader.ACCEPT, "application/json")
                        .put(Deadline.HEADER, Long.toString(PATIENCE.toMillis())))
                .send(new BufferingResponseListener(LARGEST_PART) {
                    @Override
                    public void onComplete(Result result) {
                        if (result.isSucceeded() && result.getResponse().getStatus() == 401) {
                            ownTokens.drop(token);
                        }
                        boolean ok =
                                result.isSucceeded() && result.getResponse().getStatus() == 200;
                        answer.complete(ok ? json(getContent()) : Optional.empty());
                    }
                });
        return answer;
    }

    private static Optional<JsonNode> json(byte[] content) {
        try {
            return Optional.ofNullable(Json.tolerant().readTree(content)).filter(JsonNode::isObject);
        } catch (IOException e) {
            // An answer that is no JSON is as good as none.
            return Optional.empty();
        }
    }

    private ObjectNode join(Map<String, Optional<JsonNode>> answers) {
        ObjectNode whole = Json.mapper().createObjectNode();
        ArrayNode parts = whole.putArray("services");
        parts.add(part("gateway", Json.mapper().valueToTree(subject.own().get())));
        List<String> missing = new ArrayList<>();
        answers.forEach((name, answer) ->
                answer.ifPresentOrElse(found -> parts.add(part(name, found)), () -> missing.add(name)));
        whole.put("partial", !missing.isEmpty());
        ArrayNode absent = whole.putArray("missing");
        missing.forEach(absent::add);
        return whole;
    }

    private static ObjectNode part(String service, JsonNode report) {
        ObjectNode part = Json.mapper().createObjectNode();
        part.put("service", service);
        report.properties().forEach(member -> part.set(member.getKey(), member.getValue()));
        return part;
    }

    private static void send(HttpServletResponse response, ObjectNode body) throws IOException {
        byte[] bytes = Json.mapper().writeValueAsBytes(body);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
