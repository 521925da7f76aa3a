package org.tradepost.gateway.testing;

import io.opentelemetry.api.trace.TracerProvider;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.tradepost.gateway.Gateway;
import org.tradepost.gateway.GatewayDeclarations;
import org.tradepost.gateway.GatewaySettings;
import org.tradepost.gateway.contracts.control.PublishedContract;
import org.tradepost.shared.observability.AnsweredCall;
import org.tradepost.shared.resilience.Guards;
import org.tradepost.shared.resilience.RequestsInFlight;
import org.tradepost.shared.settings.LiveSettings;

/** The whole gateway in an embedded container that, like the real one, leaves strange paths to the gateway. */
public final class RunningGateway implements AutoCloseable {

    private final Server server = new Server();
    private final ServerConnector connector;
    private final Guards guards;
    private final Queue<AnsweredCall> answered = new ConcurrentLinkedQueue<>();
    private Gateway gateway;
    private volatile Runnable admission = () -> {};
    private volatile boolean draining;

    public RunningGateway(Map<String, String> settings) throws Exception {
        Properties shipped = new Properties();
        try (var file = Gateway.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            shipped.load(file);
        }
        guards = Guards.of(name ->
                Optional.ofNullable(settings.get(name)).or(() -> Optional.ofNullable(shipped.getProperty(name))));
        HttpConfiguration config = new HttpConfiguration();
        config.setUriCompliance(UriCompliance.UNSAFE);
        config.setRequestHeaderSize(32 * 1024);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(config));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        context.addServletContainerInitializer((classes, servletContext) -> {
            try {
                gateway = Gateway.install(
                        servletContext,
                        GatewaySettings.from(name -> Optional.ofNullable(settings.get(name))),
                        Optional.of(new PublishedContract(
                                "openapi: 3.1.0".getBytes(StandardCharsets.UTF_8),
                                "{\"openapi\":\"3.1.0\"}".getBytes(StandardCharsets.UTF_8))),
                        guards,
                        new RequestsInFlight(),
                        () -> admission.run(),
                        () -> draining,
                        answered::add,
                        LiveSettings.fixed(
                                name -> Optional.ofNullable(settings.get(name)),
                                new GatewayDeclarations().settings(name -> Optional.ofNullable(settings.get(name)))),
                        TracerProvider.noop().get("test"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        server.setHandler(context);
        server.start();
    }

    /** Settings under which every service is the given stub, each below a path of its own. */
    public static Map<String, String> allAt(StubService stub) {
        Map<String, String> settings = new HashMap<>();
        for (String service : new String[] {"users", "catalog", "orders", "payments"}) {
            settings.put(
                    "tradepost." + service + ".url", stub.url("/" + service).toString());
        }
        settings.put("tradepost.gateway.client.secret", "of-a-test");
        settings.put("tradepost.internal.port", Integer.toString(stub.url("").getPort()));
        return settings;
    }

    /** Asked about every request from now on. */
    public void admission(Runnable requireOpen) {
        admission = requireOpen;
    }

    /** Begins to drain, or is told that it need not. */
    public void drains(boolean begun) {
        draining = begun;
        if (begun) {
            gateway.endStreams();
        }
    }

    public Guards guards() {
        return guards;
    }

    public Gateway gateway() {
        return gateway;
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** What was told of the calls that it answered so far. */
    public Queue<AnsweredCall> answered() {
        return answered;
    }

    @Override
    public void close() throws Exception {
        server.stop();
        gateway.close();
        guards.close();
    }
}
