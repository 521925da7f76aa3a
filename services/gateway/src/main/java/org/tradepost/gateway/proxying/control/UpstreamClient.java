package org.tradepost.gateway.proxying.control;

import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.tradepost.gateway.GatewaySettings;
import org.tradepost.gateway.edge.entity.RouteTable;

/** The HTTP client that talks to the services: it passes on what it is given and adds nothing. */
public final class UpstreamClient {

    /** Below the 30 s after which a server gives up an unused connection, so that we never write to one that is closing. */
    private static final Duration UNUSED_CONNECTION = Duration.ofSeconds(20);

    /** Nothing here blocks, so a few threads carry any number of requests. */
    private static final int THREADS = 16;

    private static final int BUFFER = 16 * 1024;
    private static final int MOST_HEADER_BYTES = 32 * 1024;

    private UpstreamClient() {}

    /**
     * A started client.
     *
     * @param tracer for a span of each call
     */
    public static HttpClient start(GatewaySettings settings, Tracer tracer) throws Exception {
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("gateway-upstream");
        threads.setDaemon(true);
        HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP(connector);
        transport.setConnectionPoolFactory(
                destination -> new DuplexConnectionPool(destination, connections(settings, destination)));
        HttpClient client = new HttpClient(transport);
        client.setExecutor(threads);
        client.setConnectTimeout(settings.times().connect().toMillis());
        client.setIdleTimeout(UNUSED_CONNECTION.toMillis());
        client.setMaxRequestsQueuedPerDestination(settings.sizes().queue());
        client.setRequestBufferSize(BUFFER);
        client.setResponseBufferSize(BUFFER);
        client.setMaxRequestHeadersSize(MOST_HEADER_BYTES);
        client.setMaxResponseHeadersSize(MOST_HEADER_BYTES);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(null);
        client.setDefaultRequestContentType(null);
        client.getRequestListeners().addListener(new UpstreamSpans(tracer));
        client.start();
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear();
        client.getProtocolHandlers().put(new ContinueProtocolHandler());
        client.getProtocolHandlers().put(new ProcessingProtocolHandler());
        return client;
    }

    /** Each stream keeps a connection to itself, so that they have a pool of their own. */
    private static int connections(GatewaySettings settings, Destination destination) {
        return RouteTable.ORDER_STREAMS.equals(destination.getOrigin().getTag())
                ? settings.streams().most()
                : settings.sizes().connections();
    }
}
