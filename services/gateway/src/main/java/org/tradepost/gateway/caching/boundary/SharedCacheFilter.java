package org.tradepost.gateway.caching.boundary;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.tradepost.gateway.caching.control.CachingRules;
import org.tradepost.gateway.caching.control.OriginCalls;
import org.tradepost.gateway.caching.control.SharedCache;
import org.tradepost.gateway.caching.control.StoredAnswer;
import org.tradepost.gateway.edge.boundary.ProblemAnswer;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.shared.cache.CacheFigures.Result;
import org.tradepost.shared.cache.CacheKey;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.DebugLog;

/**
 * Answers from the cache what may be answered from there, and lets everything else go on to the proxy. Stands behind the edge: whoever is
 * answered here was checked, counted and limited like everybody, and the fields that tell so are his own.
 */
public final class SharedCacheFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(SharedCacheFilter.class.getName());
    private static final String NOT_FROM_HERE = SharedCacheFilter.class.getName();

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final transient SharedCache cache;
    private final transient OriginCalls origin;
    private final transient LongSupplier nanoTime;
    private final Set<String> routes;
    private final Set<String> changing;

    /**
     * @param routes prefixes of those whose answers may be for everybody
     * @param changing prefixes of those that change what the former show
     */
    public SharedCacheFilter(
            SharedCache cache, OriginCalls origin, LongSupplier nanoTime, Set<String> routes, Set<String> changing) {
        this.cache = cache;
        this.origin = origin;
        this.nanoTime = nanoTime;
        this.routes = routes;
        this.changing = changing;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Exchange exchange = Exchange.of(request);
        if (exchange != null && changing.contains(exchange.route().prefix()) && !SAFE.contains(request.getMethod())) {
            chain.doFilter(request, new Changing(response));
            return;
        }
        if (exchange == null
                || request.getAttribute(NOT_FROM_HERE) != null
                || !routes.contains(exchange.route().prefix())) {
            chain.doFilter(request, response);
            return;
        }
        if (!CachingRules.mayBeAnswered(request, exchange)) {
            cache.figures().count(Result.BYPASS);
            chain.doFilter(request, response);
            return;
        }
        CacheKey target = CacheKey.ofTarget(exchange.path(), exchange.query());
        if (!cache.knows(target)) {
            cache.figures().count(Result.BYPASS);
            chain.doFilter(request, new Learning(response, target));
            return;
        }
        Function<Optional<StoredAnswer>, CompletableFuture<StoredAnswer>> ask =
                known -> origin.ask(target, exchange, known);
        Optional<StoredAnswer> fresh = cache.fresh(target, ask);
        if (fresh.isPresent()) {
            send(request, response, fresh.get());
        } else {
            await(request, response, exchange, cache.ask(target, ask));
        }
    }

    /** No thread of the container waits. What turns out not to be for everybody is dispatched again and goes to the proxy. */
    private void await(
            HttpServletRequest request,
            HttpServletResponse response,
            Exchange exchange,
            CompletableFuture<StoredAnswer> coming) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        coming.whenComplete(
                (answer, failure) -> Thread.ofVirtual().name("gateway-cache").start(() -> {
                    if (failure == null && !answer.isForKeeping()) {
                        request.setAttribute(NOT_FROM_HERE, true);
                        async.dispatch();
                        return;
                    }
                    try {
                        if (failure == null) {
                            send(request, response, answer);
                        } else {
                            ProblemAnswer.send(response, exchange, problem(failure));
                        }
                    } catch (IOException | RuntimeException e) {
                        DebugLog.fine(LOG, "the client has gone", e);
                    } finally {
                        async.complete();
                    }
                }));
    }

    private static ProblemException problem(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ProblemException problem) {
            return problem;
        }
        LOG.log(Level.WARNING, "an answer for the cache failed", cause);
        return new ProblemException(CommonError.INTERNAL_ERROR, "This could not be read");
    }

    private void send(HttpServletRequest request, HttpServletResponse response, StoredAnswer answer)
            throws IOException {
        boolean unchanged = isKnown(request.getHeader("If-None-Match"), answer.tag());
        for (HttpField field : answer.fields()) {
            // RFC 9110, section 15.4.5: a 304 says what a cache of the client's needs, and nothing of a body that is
            // not there.
            boolean ofBody = field.getLowerCaseName().startsWith("content-");
            if (field.getHeader() == HttpHeader.DATE) {
                response.setHeader("Date", field.getValue());
            } else if (field.getHeader() != HttpHeader.AGE && !(unchanged && ofBody)) {
                response.addHeader(field.getName(), field.getValue());
            }
        }
        response.setHeader("Age", Long.toString(answer.age(nanoTime.getAsLong())));
        if (unchanged) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    /** RFC 9110, section 13.1.2: any tag of the list, by weak comparison. */
    private static boolean isKnown(String ifNoneMatch, String tag) {
        if (ifNoneMatch == null || tag == null) {
            return false;
        }
        if (ifNoneMatch.strip().equals("*")) {
            return true;
        }
        String opaque = opaque(tag);
        for (String known : ifNoneMatch.split(",")) {
            if (opaque(known.strip()).equals(opaque)) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    /** Lets nothing older be given as soon as the service says that it has done something, so before its client knows. */
    private final class Changing extends HttpServletResponseWrapper {

        Changing(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setStatus(int status) {
            if (status < HttpServletResponse.SC_BAD_REQUEST) {
                cache.changed();
            }
            super.setStatus(status);
        }
    }

    /** Sees whether the service says that its answer is for everybody; whether it may be kept is for {@link CachingRules} to say. */
    private final class Learning extends HttpServletResponseWrapper {

        private final CacheKey target;

        Learning(HttpServletResponse response, CacheKey target) {
            super(response);
            this.target = target;
        }

        @Override
        public void addHeader(String name, String value) {
            if (name.equalsIgnoreCase("Cache-Control") && value.contains("public")) {
                cache.learn(target);
            }
            super.addHeader(name, value);
        }
    }
}
