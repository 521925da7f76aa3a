package org.tradepost.gateway.overview.boundary;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.tradepost.gateway.edge.boundary.Endpoint;
import org.tradepost.gateway.edge.boundary.ProblemAnswer;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.edge.entity.RouteTable;
import org.tradepost.gateway.overview.control.JoinOverview;
import org.tradepost.gateway.overview.entity.Fetched;
import org.tradepost.gateway.proxying.control.HeaderRules;
import org.tradepost.gateway.proxying.control.UpstreamHealth;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.resilience.CallRefused;
import org.tradepost.shared.resilience.Deadline;
import org.tradepost.shared.resilience.Guard;
import org.tradepost.shared.resilience.Guards;
import org.tradepost.shared.rest.DebugLog;
import org.tradepost.shared.rest.Json;

/** {@code GET /api/v1/users/{id}/overview}: asks two services at once on the caller's behalf, with no thread waiting. */
public final class OverviewEndpoint implements Endpoint {

    private static final Logger LOG = Logger.getLogger(OverviewEndpoint.class.getName());
    private static final int LARGEST_PART = 1 << 20;

    private final HttpClient client;
    private final Guards guards;
    private final String users;
    private final String orders;
    private final Duration deadline;
    private final ObjectMapper json = Json.mapper();

    public OverviewEndpoint(HttpClient client, Guards guards, String users, String orders, Duration deadline) {
        this.client = client;
        this.guards = guards;
        this.users = users;
        this.orders = orders;
        this.deadline = deadline;
    }

    @Override
    public void answer(HttpServletRequest request, HttpServletResponse response, Exchange exchange) {
        String id = RouteTable.overviewUser(exchange.path());
        String authorization =
                exchange.authorization() != null ? exchange.authorization() : request.getHeader("Authorization");
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        var user = fetch("users", users + "/api/v1/users/" + id, authorization, exchange);
        // An ampersand is fine in a path, but would begin another parameter here.
        String userId = id.replace("&", "%26").replace("+", "%2B");
        var latest = fetch("orders", orders + "/api/v1/orders?userId=" + userId + "&limit=5", authorization, exchange);
        user.thenAcceptBoth(latest, (userPart, ordersPart) -> send(response, exchange, userPart, ordersPart))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.log(Level.WARNING, "the overview could not be sent", failure);
                    }
                    async.complete();
                });
    }

    private CompletableFuture<Fetched> fetch(String service, String uri, String authorization, Exchange exchange) {
        CompletableFuture<Fetched> fetched = new CompletableFuture<>();
        Optional<Guard.Passage> passage;
        try {
            passage = guards.find(service).map(Guard::enter);
        } catch (CallRefused refused) {
            return CompletableFuture.completedFuture(new Fetched.Failed(false));
        }
        client.newRequest(uri)
                .tag(service)
                .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .headers(fields -> {
                    if (authorization != null) {
                        fields.put(HttpHeader.AUTHORIZATION, authorization);
                    }
                    fields.put(HttpHeader.ACCEPT, "application/json");
                    fields.put("X-Forwarded-For", exchange.clientAddress());
                    fields.put(Deadline.HEADER, Long.toString(deadline.toMillis()));
                    HeaderRules.correlate(fields, exchange);
                })
                .send(new BufferingResponseListener(LARGEST_PART) {
                    @Override
                    public void onComplete(Result result) {
                        passage.ifPresent(p -> UpstreamHealth.tell(p, result));
                        fetched.complete(outcome(result, getContent()));
                    }
                });
        return fetched;
    }

    private static Fetched outcome(Result result, byte[] content) {
        if (result.isFailed()) {
            return new Fetched.Failed(result.getFailure() instanceof TimeoutException);
        }
        var response = result.getResponse();
        if (response.getStatus() >= 500) {
            return new Fetched.Failed(response.getStatus() == 504);
        }
        return new Fetched.Answered(
                response.getStatus(),
                content == null ? new byte[0] : content,
                response.getHeaders().get(HttpHeader.CONTENT_TYPE),
                response.getHeaders().get(HttpHeader.WWW_AUTHENTICATE));
    }

    private void send(HttpServletResponse response, Exchange exchange, Fetched user, Fetched latest) {
        try {
            var refusal = JoinOverview.refusal(user, latest);
            if (refusal.isPresent()) {
                relay(response, refusal.get());
            } else {
                body(response, 200, "application/json", json.writeValueAsBytes(JoinOverview.join(user, latest)));
            }
        } catch (ProblemException refusal) {
            sendProblem(response, exchange, refusal);
        } catch (IOException e) {
            DebugLog.fine(LOG, "the client has gone", e);
        }
    }

    private static void sendProblem(HttpServletResponse response, Exchange exchange, ProblemException refusal) {
        try {
            ProblemAnswer.send(response, exchange, refusal);
        } catch (IOException e) {
            DebugLog.fine(LOG, "the client has gone", e);
        }
    }

    private static void relay(HttpServletResponse response, Fetched.Answered refusal) throws IOException {
        if (refusal.challenge() != null) {
            response.setHeader("WWW-Authenticate", refusal.challenge());
        }
        body(response, refusal.status(), refusal.mediaType(), refusal.body());
    }

    private static void body(HttpServletResponse response, int status, String mediaType, byte[] bytes)
            throws IOException {
        response.setStatus(status);
        if (mediaType != null) {
            response.setContentType(mediaType);
        }
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
