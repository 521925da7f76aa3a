package org.tradepost.gateway.proxying.boundary;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.ee11.proxy.AsyncProxyServlet;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;
import org.tradepost.gateway.edge.boundary.ContainerErrorServlet;
import org.tradepost.gateway.edge.boundary.ProblemAnswer;
import org.tradepost.gateway.edge.entity.AnswerBegun;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.edge.entity.KeptBody;
import org.tradepost.gateway.edge.entity.Upstream;
import org.tradepost.gateway.proxying.control.HeaderRules;
import org.tradepost.gateway.proxying.control.Pace;
import org.tradepost.gateway.proxying.control.Repetition;
import org.tradepost.gateway.proxying.control.UpstreamFailure;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.resilience.CallRefused;
import org.tradepost.shared.resilience.Guards;
import org.tradepost.shared.resilience.RequestsInFlight;
import org.tradepost.shared.rest.DebugLog;

/**
 * Streams requests to the services and their answers back. No platform thread waits for either side; where a body must be
 * waited for, a virtual one does (the container's own non-blocking streams stall when driven from another thread). Routing is
 * done when a request arrives here.
 */
public final class StreamingProxy extends AsyncProxyServlet {

    private static final long serialVersionUID = 1L;
    private static final java.util.logging.Logger LOG =
            java.util.logging.Logger.getLogger(StreamingProxy.class.getName());
    /** How nginx, which collects answers otherwise, is told to pass each piece on at once. */
    private static final String UNBUFFERED = "X-Accel-Buffering";

    private static final String PUMP = RequestPump.class.getName();
    /** The failure for whose sake the request is sent again. */
    private static final String REPEATED = Repetition.class.getName();

    private final transient HttpClient client;
    private final transient Supplier<Pace> paces;
    private final transient AnswerStream answers;
    private final transient Guards guards;
    private final transient RequestsInFlight inFlight;
    private final transient OpenStreams streams = new OpenStreams();

    /**
     * @param guards stand before the services that have one by their name
     * @param inFlight is told of every request
     */
    public StreamingProxy(HttpClient client, Supplier<Pace> paces, Guards guards, RequestsInFlight inFlight) {
        this.client = client;
        this.paces = paces;
        this.answers = new AnswerStream(paces);
        this.guards = guards;
        this.inFlight = inFlight;
    }

    /** Ends all answers that go on until their clients have enough of them. */
    public void endStreams() {
        streams.end();
    }

    @Override
    protected HttpClient createHttpClient() {
        return client;
    }

    /** The library logs whole headers, access tokens included, at its debug level. */
    @Override
    protected Logger createLogger() {
        return NOPLogger.NOP_LOGGER;
    }

    /** The container calls no filter for a target that is no path ({@code PRI *}, for one); those go nowhere. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Exchange exchange = Exchange.of(request);
        if (exchange == null) {
            request.getRequestDispatcher(ContainerErrorServlet.PATH).forward(request, response);
            return;
        }
        ProxiedCall call;
        try {
            call = ProxiedCall.begin(request, exchange, guards, inFlight);
        } catch (CallRefused refused) {
            ProblemAnswer.send(response, exchange, UpstreamFailure.refused(refused));
            return;
        }
        boolean sent = false;
        try {
            super.service(request, response);
            sent = request.isAsyncStarted();
        } finally {
            if (!sent) {
                call.abandoned();
            }
        }
    }

    @Override
    protected String rewriteTarget(HttpServletRequest request) {
        Exchange exchange = Exchange.of(request);
        String base = upstream(exchange).base();
        return exchange.query() == null ? base + exchange.path() : base + exchange.path() + '?' + exchange.query();
    }

    @Override
    protected Request newProxyRequest(HttpServletRequest request, String target) {
        Exchange exchange = Exchange.of(request);
        Request toUpstream = super.newProxyRequest(request, target)
                .tag(upstream(exchange).name())
                .idleTimeout(exchange.route().patience().toMillis(), TimeUnit.MILLISECONDS);
        if (exchange.route().isStream()) {
            streams.add(toUpstream);
        }
        return toUpstream;
    }

    @Override
    protected void copyRequestHeaders(HttpServletRequest request, Request toUpstream) {
        HttpFields.Mutable fields = HeaderRules.toUpstream(
                request, Exchange.of(request), ProxiedCall.of(request).deadline());
        toUpstream.headers(headers -> headers.clear().add(fields));
    }

    @Override
    protected void addProxyHeaders(HttpServletRequest request, Request toUpstream) {
        // Written together with the others by HeaderRules.
    }

    /** The container says 100-continue itself when the body is first read. */
    @Override
    protected boolean expects100Continue(HttpServletRequest request) {
        return false;
    }

    @Override
    protected Request.Content proxyRequestContent(
            HttpServletRequest request, HttpServletResponse response, Request toUpstream) throws IOException {
        AsyncRequestContent content = new AsyncRequestContent();
        Optional<KeptBody> kept = KeptBody.of(request);
        if (kept.isPresent()) {
            content.write(ByteBuffer.wrap(kept.get().bytes()), Callback.NOOP);
            content.close();
            return content;
        }
        long limit = Exchange.of(request).route().bodyLimit();
        RequestPump pump = new RequestPump(request.getInputStream(), content, limit, paces.get());
        request.setAttribute(PUMP, pump);
        Thread.ofVirtual().name("gateway-request").start(pump);
        return content;
    }

    @Override
    protected void onServerResponseHeaders(
            HttpServletRequest request, HttpServletResponse response, Response fromUpstream) {
        HeaderRules.toClient(fromUpstream.getHeaders(), response);
        if (fromUpstream.getStatus() == HttpServletResponse.SC_OK
                && Exchange.of(request).route().isStream()) {
            ProxiedCall.of(request).streams();
            AnswerBegun.note(request);
            response.setHeader(UNBUFFERED, "no");
        }
    }

    @Override
    protected void onResponseContent(
            HttpServletRequest request,
            HttpServletResponse response,
            Response fromUpstream,
            byte[] buffer,
            int offset,
            int length,
            Callback callback) {
        answers.pass(request, response, fromUpstream, buffer, offset, length, callback);
    }

    @Override
    protected Response.Listener newProxyResponseListener(HttpServletRequest request, HttpServletResponse response) {
        return new ProxyResponseListener(request, response) {
            @Override
            public void onBegin(Response fromUpstream) {
                super.onBegin(fromUpstream);
                response.setBufferSize(2 * AnswerStream.ONE_PIECE);
            }

            @Override
            public void onComplete(Result result) {
                // A service may answer, and hang up, before it has read the whole request: its answer counts.
                if (result.isFailed()
                        && result.getResponseFailure() == null
                        && result.getResponse().getStatus() > 0) {
                    ProxiedCall.of(request).ended(result);
                    onProxyResponseSuccess(request, response, result.getResponse());
                } else if (!result.isFailed() || !repeats(request, response, result)) {
                    ProxiedCall.of(request).ended(result);
                    super.onComplete(result);
                }
            }
        };
    }

    /** Sends the request once more, on another connection, where nothing was answered and that does no harm. */
    private boolean repeats(HttpServletRequest request, HttpServletResponse response, Result result) {
        Exchange exchange = Exchange.of(request);
        boolean hasKey = request.getHeader("Idempotency-Key") != null;
        if (request.getAttribute(REPEATED) != null
                || result.getResponse().getStatus() > 0
                || response.isCommitted()
                || !Repetition.isHarmless(request.getMethod(), hasKey, exchange.path(), result.getFailure())) {
            return false;
        }
        if (!ProxiedCall.of(request).again(result)) {
            return false;
        }
        request.setAttribute(REPEATED, result.getFailure());
        if (!(request.getAttribute(PUMP) instanceof RequestPump pump)) {
            return sendAgain(request, response, Optional.empty());
        }
        if (pump.ended().isDone()) {
            return sendAgain(request, response, Optional.of(pump));
        }
        // The body is still being read; only then it is known whether it can be sent once more.
        pump.ended().whenComplete((ended, failure) -> {
            if (!sendAgain(request, response, Optional.of(pump))) {
                onProxyResponseFailure(request, response, result.getResponse(), result.getFailure());
            }
        });
        return true;
    }

    private boolean sendAgain(
            HttpServletRequest request, HttpServletResponse response, Optional<RequestPump> sentBefore) {
        AsyncRequestContent content = new AsyncRequestContent();
        Optional<RequestPump> pump = sentBefore.flatMap(before -> before.again(content));
        if (sentBefore.isPresent() && pump.isEmpty()) {
            return false;
        }
        Request again = newProxyRequest(request, rewriteTarget(request));
        copyRequestHeaders(request, again);
        again.timeout(getTimeout(), TimeUnit.MILLISECONDS);
        KeptBody.of(request).ifPresent(kept -> again.body(new BytesRequestContent(kept.bytes())));
        pump.ifPresent(next -> {
            again.body(content);
            request.setAttribute(PUMP, next);
            Thread.ofVirtual().name("gateway-request").start(next);
        });
        sendProxyRequest(request, response, again);
        return true;
    }

    /** Whether no service can have applied the request; one that only reads applies nothing. */
    private static boolean isCertain(HttpServletRequest request) {
        return Repetition.isReading(request.getMethod())
                || !(request.getAttribute(REPEATED) instanceof Throwable before)
                || Repetition.neverArrived(before);
    }

    @Override
    protected void onProxyResponseSuccess(
            HttpServletRequest request, HttpServletResponse response, Response fromUpstream) {
        if (request.getAttribute(PUMP) instanceof RequestPump pump
                && !pump.ended().isDone()) {
            try {
                response.flushBuffer();
            } catch (IOException e) {
                DebugLog.fine(LOG, "the client has gone", e);
            }
        }
        complete(request);
    }

    @Override
    protected void onProxyResponseFailure(
            HttpServletRequest request, HttpServletResponse response, Response fromUpstream, Throwable failure) {
        Exchange exchange = Exchange.of(request);
        boolean begun = response.isCommitted();
        if (begun && exchange.route().isStream()) {
            // It has no proper end that could be missing: its client comes back and goes on, whoever ended it.
            DebugLog.fine(LOG, "a stream has ended", failure);
            complete(request);
            return;
        }
        String when = begun ? " failed after its answer had begun" : " failed";
        LOG.log(
                begun ? Level.INFO : Level.WARNING,
                () -> upstream(exchange).name() + when + ", trace id "
                        + exchange.correlation().traceId() + ": " + UpstreamFailure.summary(failure));
        try {
            if (begun) {
                BrokenAnswer.breakOff(request, response);
            } else {
                ProblemException problem = UpstreamFailure.problem(failure, isCertain(request));
                ProblemAnswer.send(response, exchange, problem);
            }
        } catch (IOException | RuntimeException e) {
            DebugLog.fine(LOG, "the client has gone", e);
        } finally {
            complete(request);
        }
    }

    private static Upstream upstream(Exchange exchange) {
        return (Upstream) exchange.route().destination();
    }

    /** The request's stream may still be read by its pump; the container must not reuse it before that ends. */
    private static void complete(HttpServletRequest request) {
        ProxiedCall.of(request).abandoned();
        AsyncContext async = request.getAsyncContext();
        if (request.getAttribute(PUMP) instanceof RequestPump pump) {
            pump.ended().whenComplete((ended, failure) -> async.complete());
        } else {
            async.complete();
        }
    }
}
