package org.tradepost.gateway.signing;

import io.opentelemetry.api.trace.TracerProvider;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.tradepost.gateway.GatewaySettings;
import org.tradepost.gateway.edge.boundary.Check;
import org.tradepost.gateway.edge.boundary.EdgeFilter;
import org.tradepost.gateway.edge.boundary.Endpoint;
import org.tradepost.gateway.edge.boundary.LandingEndpoint;
import org.tradepost.gateway.edge.control.ClientAddresses;
import org.tradepost.gateway.edge.control.RefusalWatch;
import org.tradepost.gateway.edge.entity.CredentialsRefused;
import org.tradepost.gateway.edge.entity.OwnEndpoint;
import org.tradepost.gateway.edge.entity.RouteTable;
import org.tradepost.gateway.proxying.boundary.StreamingProxy;
import org.tradepost.gateway.proxying.control.Pace;
import org.tradepost.gateway.proxying.control.UpstreamClient;
import org.tradepost.gateway.signing.boundary.Signing;
import org.tradepost.gateway.signing.control.Nonces;
import org.tradepost.gateway.signing.control.Partners;
import org.tradepost.gateway.signing.entity.SigningSettings;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.resilience.Guards;
import org.tradepost.shared.resilience.RequestsInFlight;

/** A gateway whose callers are who their bearer token says, so that a test can be anybody. */
final class SigningGateway implements AutoCloseable {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final Signing signing;
    /** Refused credentials, as the audit log would be told of them. */
    final List<CredentialsRefused> refused = new CopyOnWriteArrayList<>();

    SigningGateway(StubService upstream, Partners partners, Clock clock) throws Exception {
        this(upstream, partners, partners, clock);
    }

    SigningGateway(StubService upstream, Partners partners, Nonces nonces, Clock clock) throws Exception {
        RefusalWatch refusals = (refusal, exchange) -> refused.add(refusal);
        Map<String, String> values = RunningGateway.allAt(upstream);
        GatewaySettings settings = GatewaySettings.from(name -> Optional.ofNullable(values.get(name)));
        HttpClient client = UpstreamClient.start(settings, TracerProvider.noop().get("test"));
        signing = new Signing(
                SigningSettings.from(name -> Optional.ofNullable(values.get(name))),
                partners,
                nonces,
                client,
                settings.orders().toString(),
                clock,
                refusals);
        Map<OwnEndpoint, Endpoint> endpoints = new EnumMap<>(OwnEndpoint.class);
        endpoints.put(OwnEndpoint.LANDING, new LandingEndpoint());
        endpoints.putAll(signing.endpoints());
        ServletContextHandler context = new ServletContextHandler("/");
        EnumSet<DispatcherType> every = EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC);
        EdgeFilter edge = new EdgeFilter(
                RouteTable.of(settings),
                new ClientAddresses(List.of()),
                List.of(),
                List.of(SigningGateway::identify, signing.check()),
                endpoints,
                refusals);
        for (FilterHolder holder : List.of(new FilterHolder(signing.filter()), new FilterHolder(edge))) {
            holder.setAsyncSupported(true);
            context.addFilter(holder, "/*", every);
        }
        ServletHolder proxy = new ServletHolder(new StreamingProxy(
                client,
                () -> new Pace(Duration.ofSeconds(20), 512, System::nanoTime),
                Guards.of(name -> Optional.empty()),
                new RequestsInFlight()));
        proxy.setAsyncSupported(true);
        context.addServlet(proxy, "/*");
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
        server.start();
    }

    private static Check.Outcome identify(
            jakarta.servlet.http.HttpServletRequest request, org.tradepost.gateway.edge.entity.Exchange exchange) {
        String authorization = request.getHeader("Authorization");
        return new Check.Outcome.Passed(
                authorization == null || !authorization.startsWith("Bearer ")
                        ? exchange
                        : exchange.by(
                                new Caller(UUID.fromString(authorization.substring(7)), Set.of("user"), Set.of()),
                                null));
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
    }

    @Override
    public void close() throws Exception {
        signing.close();
        server.stop();
    }
}
