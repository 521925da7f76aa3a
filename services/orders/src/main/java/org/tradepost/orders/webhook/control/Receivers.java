package org.tradepost.orders.webhook.control;

import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.tradepost.orders.webhook.entity.Attempt;
import org.tradepost.orders.webhook.entity.Attempt.Failure;
import org.tradepost.orders.webhook.entity.PublicAddresses;
import org.tradepost.orders.webhook.entity.ReceiverUrl;
import org.tradepost.orders.webhook.entity.RetryAfter;
import org.tradepost.shared.rest.DebugLog;

/**
 * Requests to receivers, whom nobody trusts. A connection goes to the very address that was checked, whatever the name resolves to a moment
 * later; redirects are not followed; of the answer only the status counts, and little of its body is read.
 */
public final class Receivers implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Receivers.class.getName());

    /** A receiver's name has no address that it may have. */
    public static final class AddressRefused extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        AddressRefused() {
            super("no public address");
        }
    }

    /** Nothing here blocks. */
    private static final int THREADS = 16;

    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration UNUSED_CONNECTION = Duration.ofSeconds(20);
    private static final Duration UNUSED_DESTINATION = Duration.ofMinutes(10);
    private static final int MOST_HEADER_BYTES = 16 * 1024;
    private static final int MOST_BODY_BYTES = 16 * 1024;
    private static final String CLOUD_EVENT = "application/cloudevents+json";

    private final HttpClient client;
    private final ReceiverNames names;
    private final Duration timeOut;

    /**
     * @param timeOut of a whole attempt
     * @param connections for one subscription at once
     */
    public Receivers(PublicAddresses allowed, Duration timeOut, int connections) {
        this.timeOut = timeOut;
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("webhooks");
        threads.setDaemon(true);
        client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        client.setScheduler(new ScheduledExecutorScheduler("webhooks-scheduler", true));
        names = new ReceiverNames(InetAddress::getAllByName, allowed, TO_CONNECT);
        client.setSocketAddressResolver(names);
        client.setConnectTimeout(TO_CONNECT.toMillis());
        client.setIdleTimeout(UNUSED_CONNECTION.toMillis());
        client.setMaxConnectionsPerDestination(connections);
        client.setDestinationIdleTimeout(UNUSED_DESTINATION.toMillis());
        client.setMaxResponseHeadersSize(MOST_HEADER_BYTES);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(null);
        start();
    }

    private void start() {
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("the client for webhooks does not start", e);
        }
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear();
        client.getProtocolHandlers().put(new ContinueProtocolHandler());
        client.getProtocolHandlers().put(new ProcessingProtocolHandler());
    }

    /**
     * Whether there may be a receiver now.
     *
     * @return completes exceptionally with {@link UnknownHostException}, which may be {@link AddressRefused}, when not
     */
    public CompletableFuture<Void> check(ReceiverUrl url) {
        CompletableFuture<Void> checked = new CompletableFuture<>();
        names.resolve(
                url.host(),
                HttpClient.normalizePort(url.uri().getScheme(), url.uri().getPort()),
                Map.of(),
                Promise.from(
                        found -> checked.complete(null),
                        failure -> checked.completeExceptionally(
                                failure instanceof UnknownHostException
                                        ? failure
                                        : new UnknownHostException("cannot be resolved"))));
        return checked;
    }

    /**
     * Posts an event; never completes exceptionally.
     *
     * @param subscription whose connections are used: another's may all wait for the same host
     */
    public CompletableFuture<Attempt> post(UUID subscription, String url, Map<String, String> headers, String event) {
        CompletableFuture<Attempt> attempt = new CompletableFuture<>();
        try {
            post(client.newRequest(URI.create(url)).tag(subscription), headers, event, attempt);
        } catch (RuntimeException e) {
            DebugLog.fine(LOG, "a webhook could not be sent", e);
            attempt.complete(Attempt.failed(Failure.BROKEN, Duration.ZERO));
        }
        return attempt;
    }

    private void post(Request request, Map<String, String> headers, String event, CompletableFuture<Attempt> attempt) {
        AtomicLong read = new AtomicLong();
        long begun = System.nanoTime();
        request.method(HttpMethod.POST)
                .headers(fields -> {
                    fields.put(HttpHeader.USER_AGENT, "Tradepost-Webhooks");
                    headers.forEach(fields::put);
                })
                .body(new BytesRequestContent(CLOUD_EVENT, event.getBytes(StandardCharsets.UTF_8)))
                .timeout(timeOut.toMillis(), TimeUnit.MILLISECONDS)
                .onResponseContent((response, content) -> {
                    if (read.addAndGet(content.remaining()) > MOST_BODY_BYTES) {
                        response.abort(new IllegalStateException("more than anybody reads"));
                    }
                })
                .send(result -> attempt.complete(attempt(result, Duration.ofNanos(System.nanoTime() - begun))));
    }

    /** Who has sent a status has answered, however the rest of the answer goes. */
    private static Attempt attempt(Result result, Duration took) {
        Response response = result.getResponse();
        if (response != null && response.getStatus() > 0) {
            String wait = response.getHeaders().get(HttpHeader.RETRY_AFTER);
            return Attempt.answered(response.getStatus(), RetryAfter.read(wait, Instant.now()), took);
        }
        return Attempt.failed(failure(result.getFailure()), took);
    }

    private static Failure failure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Failure known =
                    switch (cause) {
                        case AddressRefused refused -> Failure.ADDRESS_REFUSED;
                        case UnknownHostException unknown -> Failure.UNRESOLVED;
                        case TimeoutException late -> Failure.TIMEOUT;
                        case SocketTimeoutException late -> Failure.TIMEOUT;
                        case SocketException unreachable -> Failure.UNREACHABLE;
                        case SSLException untrusted -> Failure.UNREACHABLE;
                        default -> null;
                    };
            if (known != null) {
                return known;
            }
        }
        return Failure.BROKEN;
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the client for webhooks does not stop", e);
        }
        names.close();
    }
}
