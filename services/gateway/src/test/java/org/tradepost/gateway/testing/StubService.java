package org.tradepost.gateway.testing;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** A service behind the gateway that does what a test says and remembers what it was asked. */
public final class StubService implements AutoCloseable {

    /** What to do with one request. */
    @FunctionalInterface
    public interface Behaviour {
        void handle(Request request, Response response, Callback callback) throws Exception;
    }

    /** The head of a request as it arrived. */
    public record Seen(String method, String target, HttpFields headers) {}

    public final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private final Server server = new Server();
    private final ServerConnector connector;
    private volatile boolean trusted;
    private volatile Behaviour behaviour = answering(200, "{\"ok\":true}");

    public StubService() throws Exception {
        HttpConfiguration config = new HttpConfiguration();
        config.setUriCompliance(UriCompliance.UNSAFE);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(config));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                if (!trusted && isOfItsOwnAccord(request)) {
                    Response.writeError(request, response, callback, 503);
                    return true;
                }
                seen.add(new Seen(
                        request.getMethod(),
                        request.getHttpURI().getPathQuery(),
                        HttpFields.build(request.getHeaders()).asImmutable()));
                behaviour.handle(request, response, callback);
                return true;
            }
        });
        server.start();
    }

    /** The gateway fetches keys, revocations and a token for itself all the time; this service has none. */
    private static boolean isOfItsOwnAccord(Request request) {
        String path = request.getHttpURI().getPath();
        String agent = request.getHeaders().get("User-Agent");
        return agent != null
                && agent.startsWith("Java-http-client")
                && (path.endsWith("/oauth2/token")
                        || path.endsWith("/oauth2/jwks")
                        || path.endsWith("/internal/session-revocations"));
    }

    /** What the gateway asks of its own accord is answered by {@link #does}, too. */
    public StubService alsoForTheGatewayItself() {
        trusted = true;
        return this;
    }

    /** New connections are refused from now on, and those there are break, also those that the gateway has opened in advance. */
    public void vanish() {
        connector.close();
        connector.getConnectedEndPoints().forEach(EndPoint::close);
    }

    public void does(Behaviour next) {
        behaviour = next;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
    }

    /** Reads the request to its end, then answers with JSON. */
    public static Behaviour answering(int status, String json) {
        return (request, response, callback) -> {
            Content.Source.consumeAll(request);
            response.setStatus(status);
            response.getHeaders().put("Content-Type", "application/json");
            response.write(true, BufferUtil.toBuffer(json), callback);
        };
    }

    /** Sends one piece of a longer answer and waits until it is on its way. */
    public static void piece(Response response, boolean last, String text) throws Exception {
        var sent = new Callback.Completable();
        response.write(last, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), sent);
        sent.get();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
