package org.tradepost.gateway;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.client.HttpClient;
import org.tradepost.gateway.contracts.boundary.OpenApiEndpoint;
import org.tradepost.gateway.contracts.boundary.OpenApiPage;
import org.tradepost.gateway.contracts.control.PublishedContract;
import org.tradepost.gateway.edge.boundary.ContainerErrorServlet;
import org.tradepost.gateway.edge.boundary.EdgeFilter;
import org.tradepost.gateway.edge.boundary.Endpoint;
import org.tradepost.gateway.edge.boundary.LandingEndpoint;
import org.tradepost.gateway.edge.control.ClientAddresses;
import org.tradepost.gateway.edge.entity.OwnEndpoint;
import org.tradepost.gateway.edge.entity.RouteTable;
import org.tradepost.gateway.identification.boundary.ApiKeyCheck;
import org.tradepost.gateway.identification.boundary.BearerCheck;
import org.tradepost.gateway.identification.control.KeyExchange;
import org.tradepost.gateway.identification.control.Trust;
import org.tradepost.gateway.identification.control.UsersKeyIssuer;
import org.tradepost.gateway.limits.boundary.AddressLimits;
import org.tradepost.gateway.limits.control.RateLimit;
import org.tradepost.gateway.overview.boundary.OverviewEndpoint;
import org.tradepost.gateway.proxying.boundary.StreamingProxy;
import org.tradepost.gateway.proxying.control.UpstreamClient;

/** Puts the gateway together and installs it into a servlet container. */
public final class Gateway {

    private final GatewaySettings settings;
    private final HttpClient client;
    private final Trust trust;

    private Gateway(GatewaySettings settings, HttpClient client) {
        this.settings = settings;
        this.client = client;
        this.trust = new Trust(settings);
    }

    /** Installs filter and proxy for every path. The proxy stops the client when the container destroys it. */
    public static void install(ServletContext context, GatewaySettings settings, Optional<PublishedContract> contract)
            throws Exception {
        new Gateway(settings, UpstreamClient.start(settings)).register(context, contract);
    }

    private void register(ServletContext context, Optional<PublishedContract> contract) {
        var proxy = context.addServlet("proxy", new StreamingProxy(client));
        proxy.addMapping("/*");
        proxy.setAsyncSupported(true);
        proxy.setLoadOnStartup(1);
        context.addServlet("container-error", new ContainerErrorServlet()).addMapping(ContainerErrorServlet.PATH);
        var clock = TimeMeter.SYSTEM_MILLISECONDS;
        var filter = context.addFilter(
                "edge",
                new EdgeFilter(
                        RouteTable.of(settings),
                        new ClientAddresses(settings.trustedProxies()),
                        List.of(new AddressLimits(
                                new RateLimit("requests", settings.requestsPerSecond(), clock),
                                new RateLimit("logins", settings.loginsPerSecond(), clock))),
                        List.of(new ApiKeyCheck(keys()), new BearerCheck(trust.verifier())),
                        endpoints(contract)));
        context.addListener(new ServletContextListener() {
            @Override
            public void contextDestroyed(ServletContextEvent event) {
                trust.close();
            }
        });
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
    }

    private KeyExchange keys() {
        return new KeyExchange(
                new UsersKeyIssuer(client, settings.users(), trust.ownTokens(), trust.verifier()),
                Ticker.systemTicker());
    }

    private Map<OwnEndpoint, Endpoint> endpoints(Optional<PublishedContract> contract) {
        Map<OwnEndpoint, Endpoint> endpoints = new EnumMap<>(OwnEndpoint.class);
        endpoints.put(OwnEndpoint.LANDING, new LandingEndpoint());
        endpoints.put(
                OwnEndpoint.OVERVIEW,
                new OverviewEndpoint(
                        client,
                        settings.users().toString(),
                        settings.orders().toString(),
                        settings.times().overview()));
        endpoints.put(OwnEndpoint.OPENAPI, new OpenApiEndpoint(contract));
        endpoints.put(OwnEndpoint.OPENAPI_UI, new OpenApiPage());
        return endpoints;
    }
}
