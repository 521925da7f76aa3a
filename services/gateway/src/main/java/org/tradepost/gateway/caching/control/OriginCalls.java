package org.tradepost.gateway.caching.control;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.edge.entity.Upstream;
import org.tradepost.gateway.proxying.control.HeaderRules;
import org.tradepost.gateway.proxying.control.UpstreamFailure;
import org.tradepost.gateway.proxying.control.UpstreamHealth;
import org.tradepost.shared.cache.CacheKey;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.resilience.CallRefused;
import org.tradepost.shared.resilience.Deadline;
import org.tradepost.shared.resilience.Guard;
import org.tradepost.shared.resilience.Guards;
import org.tradepost.shared.resilience.RequestsInFlight;

/** Asks services for what is to be kept, in the gateway's own words: of the client's request only the target reaches the service. */
public final class OriginCalls {

    /** What is larger is not kept; pages of products with long descriptions are smaller. */
    static final int LARGEST = 256 * 1024;

    /** Said by the gateway to each client anew. */
    private static final List<String> PER_REQUEST =
            List.of("RateLimit", "RateLimit-Policy", "Retry-After", "Content-Length");

    private final HttpClient client;
    private final Guards guards;
    private final RequestsInFlight inFlight;
    private final Supplier<Duration> keep;
    private final LongSupplier nanoTime;

    /** @param keep how long an answer is fresh at most */
    public OriginCalls(
            HttpClient client,
            Guards guards,
            RequestsInFlight inFlight,
            Supplier<Duration> keep,
            LongSupplier nanoTime) {
        this.client = client;
        this.guards = guards;
        this.inFlight = inFlight;
        this.keep = keep;
        this.nanoTime = nanoTime;
    }

    /**
     * Asks for a target.
     *
     * @param exchange whose route and ids the call is made with
     * @param known what was kept of it; the service may say that it still holds
     * @return the answer; fails with a {@link ProblemException} where there is none
     */
    public CompletableFuture<StoredAnswer> ask(CacheKey target, Exchange exchange, Optional<StoredAnswer> known) {
        CompletableFuture<StoredAnswer> answered = new CompletableFuture<>();
        Upstream upstream = (Upstream) exchange.route().destination();
        Deadline deadline = Deadline.in(exchange.route().deadline());
        Request request = request(target, exchange, upstream, known, deadline);
        Optional<Guard.Passage> passage;
        try {
            passage = guards.find(upstream.client()).map(Guard::enter);
        } catch (CallRefused refused) {
            return CompletableFuture.failedFuture(UpstreamFailure.refused(refused));
        }
        long id = inFlight.began("GET " + exchange.route().prefix(), Optional.of(deadline));
        long askedAt = nanoTime.getAsLong();
        request.send(new BufferingResponseListener(LARGEST) {
            @Override
            public void onComplete(Result result) {
                inFlight.ended(id);
                passage.ifPresent(p -> UpstreamHealth.tell(p, result));
                if (!result.isFailed()) {
                    answered.complete(read(result, getContent(), known, askedAt));
                } else if (result.getFailure() instanceof TimeoutException) {
                    answered.completeExceptionally(UpstreamFailure.problem(result.getFailure(), true));
                } else {
                    // Too large, or a connection that was gone: the proxy streams the one and repeats the other.
                    answered.complete(StoredAnswer.none(askedAt));
                }
            }
        });
        return answered;
    }

    private Request request(
            CacheKey target, Exchange exchange, Upstream upstream, Optional<StoredAnswer> known, Deadline deadline) {
        return client.newRequest(URI.create(upstream.base() + target))
                .tag(upstream.name())
                .idleTimeout(exchange.route().patience().toMillis(), TimeUnit.MILLISECONDS)
                .headers(fields -> {
                    fields.clear();
                    fields.put(HttpHeader.ACCEPT, "application/json");
                    fields.put(Deadline.HEADER, deadline.header());
                    known.map(StoredAnswer::tag).ifPresent(tag -> fields.put(HttpHeader.IF_NONE_MATCH, tag));
                    HeaderRules.correlate(fields, exchange);
                });
    }

    private StoredAnswer read(Result result, byte[] content, Optional<StoredAnswer> known, long askedAt) {
        int status = result.getResponse().getStatus();
        HttpFields fields = result.getResponse().getHeaders();
        if (status == 304 && known.isPresent()) {
            HttpFields updated = known.get().updatedBy(HeaderRules.toClient(fields));
            return kept(200, fields, updated, known.get().body(), askedAt);
        }
        return kept(status, fields, HeaderRules.toClient(fields), content == null ? new byte[0] : content, askedAt);
    }

    private StoredAnswer kept(int status, HttpFields said, HttpFields seen, byte[] body, long askedAt) {
        HttpFields.Mutable shown = HttpFields.build(seen);
        PER_REQUEST.forEach(shown::remove);
        // The age of an answer counts from its own date (RFC 9111, section 4.2.3).
        if (said.contains(HttpHeader.DATE)) {
            shown.put(HttpHeader.DATE, said.get(HttpHeader.DATE));
        }
        return CachingRules.lifetime(status, said)
                .map(lifetime -> new StoredAnswer(shown.asImmutable(), body, askedAt, shorter(lifetime, keep.get())))
                .orElseGet(() -> StoredAnswer.none(askedAt));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
