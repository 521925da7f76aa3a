package org.tradepost.gateway;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.TimeMeter;
import io.opentelemetry.api.trace.Tracer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.tradepost.gateway.caching.boundary.SharedCacheFilter;
import org.tradepost.gateway.caching.control.OriginCalls;
import org.tradepost.gateway.caching.control.SharedCache;
import org.tradepost.gateway.contracts.boundary.OpenApiEndpoint;
import org.tradepost.gateway.contracts.boundary.OpenApiPage;
import org.tradepost.gateway.contracts.control.PublishedContract;
import org.tradepost.gateway.edge.boundary.ContainerErrorServlet;
import org.tradepost.gateway.edge.boundary.Cors;
import org.tradepost.gateway.edge.boundary.EdgeFilter;
import org.tradepost.gateway.edge.boundary.Endpoint;
import org.tradepost.gateway.edge.boundary.LandingEndpoint;
import org.tradepost.gateway.edge.boundary.MessageGuard;
import org.tradepost.gateway.edge.boundary.OpeningHours;
import org.tradepost.gateway.edge.boundary.StrictTransport;
import org.tradepost.gateway.edge.control.ClientAddresses;
import org.tradepost.gateway.edge.control.CorsRules;
import org.tradepost.gateway.edge.control.MessageRules;
import org.tradepost.gateway.edge.entity.OwnEndpoint;
import org.tradepost.gateway.edge.entity.RouteTable;
import org.tradepost.gateway.gathering.boundary.GatheredReport;
import org.tradepost.gateway.identification.boundary.ApiKeyCheck;
import org.tradepost.gateway.identification.boundary.BearerCheck;
import org.tradepost.gateway.identification.boundary.DebugCheck;
import org.tradepost.gateway.identification.control.KeyExchange;
import org.tradepost.gateway.identification.control.Trust;
import org.tradepost.gateway.identification.control.UsersKeyIssuer;
import org.tradepost.gateway.limits.boundary.AddressLimits;
import org.tradepost.gateway.limits.boundary.CallerLimits;
import org.tradepost.gateway.limits.control.LocalBuckets;
import org.tradepost.gateway.limits.control.RedisBuckets;
import org.tradepost.gateway.limits.control.SharedBuckets;
import org.tradepost.gateway.limits.entity.LimitRefusals;
import org.tradepost.gateway.limits.entity.LimitSettings;
import org.tradepost.gateway.overview.boundary.OverviewEndpoint;
import org.tradepost.gateway.proxying.boundary.StreamingProxy;
import org.tradepost.gateway.proxying.control.Pace;
import org.tradepost.gateway.proxying.control.UpstreamClient;
import org.tradepost.gateway.proxying.control.UpstreamConnections;
import org.tradepost.gateway.reporting.control.RefusalReports;
import org.tradepost.gateway.reporting.control.UsersAuditLog;
import org.tradepost.gateway.shedding.boundary.InFlightFilter;
import org.tradepost.gateway.shedding.boundary.LoadShedding;
import org.tradepost.gateway.shedding.control.ConcurrencyGate;
import org.tradepost.gateway.shedding.control.StreamGate;
import org.tradepost.gateway.signing.boundary.Signing;
import org.tradepost.gateway.signing.control.Partners;
import org.tradepost.gateway.signing.control.RedisNonces;
import org.tradepost.gateway.signing.control.UsersPartners;
import org.tradepost.gateway.users.control.UsersInternal;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.observability.AnsweredCall;
import org.tradepost.shared.redis.Redis;
import org.tradepost.shared.resilience.Guards;
import org.tradepost.shared.resilience.RequestsInFlight;
import org.tradepost.shared.resilience.ResilienceReport;
import org.tradepost.shared.settings.LiveSettings;

/** Puts the gateway together and installs it into a servlet container. */
public final class Gateway implements AutoCloseable {

    /** The client for what the gateway itself asks of users. */
    private static final String USERS_INTERNAL = "users-internal";

    private final GatewaySettings settings;
    private final HttpClient client;
    private final Guards guards;
    private final RequestsInFlight inFlight;
    private final Runnable requireOpen;
    private final BooleanSupplier draining;
    private final Consumer<AnsweredCall> calls;
    private final LiveSettings live;
    private final Trust trust;
    private final UsersInternal users;
    private final ConcurrencyGate gate;
    private final StreamGate streams;
    private final StreamingProxy proxy;
    private final Optional<Redis> redis;
    private final SharedBuckets shared;
    private final Signing signing;
    private final SharedCache cache;
    private final RefusalReports reports;
    private volatile LimitSettings limits;
    private final LimitRefusals limited = new LimitRefusals();

    private Gateway(
            GatewaySettings settings,
            HttpClient client,
            Guards guards,
            RequestsInFlight inFlight,
            Runnable requireOpen,
            BooleanSupplier draining,
            Consumer<AnsweredCall> calls,
            LiveSettings live) {
        this.settings = settings;
        this.client = client;
        this.guards = guards;
        this.inFlight = inFlight;
        this.requireOpen = requireOpen;
        this.draining = draining;
        this.calls = calls;
        this.live = live;
        this.trust = new Trust(settings);
        GatewayDeclarations.Cache kept = GatewayDeclarations.cache(live.values());
        this.cache = new SharedCache(kept.keep(), kept.bytes(), System::nanoTime);
        this.gate = new ConcurrencyGate(settings.shedding(), System::nanoTime);
        this.streams = new StreamGate(settings.streams());
        this.proxy = new StreamingProxy(client, this::pace, guards, inFlight);
        this.redis = settings.redis().map(to -> new Redis(to.url(), to.mostWaiting()));
        this.shared = redis.<SharedBuckets>map(RedisBuckets::new).orElse(SharedBuckets.NONE);
        this.users = new UsersInternal(client, guards.of(USERS_INTERNAL), settings.users(), trust.ownTokens());
        Partners partners = new UsersPartners(users);
        this.reports = new RefusalReports(new UsersAuditLog(users), Clock.systemUTC()).begin();
        this.signing = new Signing(
                settings.signing(),
                partners,
                settings.signing().noncesInRedis() ? new RedisNonces(requiredRedis()) : partners,
                client,
                settings.orders().toString(),
                Clock.systemUTC(),
                reports);
    }

    private Redis requiredRedis() {
        return redis.orElseThrow(() ->
                new IllegalStateException("The setting tradepost.gateway.nonces is redis: set tradepost.redis.url"));
    }

    /**
     * Installs filters and proxy for every path. The proxy stops the client when the container destroys it; what is returned is to be
     * closed then, too.
     *
     * @param guards one for each service, and one for the internal endpoints of users
     * @param inFlight knows what is being answered
     * @param requireOpen refuses when it is too late to begin anything
     * @param draining whether no stream must begin
     * @param calls is told of each call that was answered
     * @param live limits and cache do as it says, and it is shown
     * @param tracer for the spans of calls of services
     */
    public static Gateway install(
            ServletContext context,
            GatewaySettings settings,
            Optional<PublishedContract> contract,
            Guards guards,
            RequestsInFlight inFlight,
            Runnable requireOpen,
            BooleanSupplier draining,
            Consumer<AnsweredCall> calls,
            LiveSettings live,
            Tracer tracer)
            throws Exception {
        HttpClient client = UpstreamClient.start(settings, tracer);
        var gateway = new Gateway(settings, client, guards, inFlight, requireOpen, draining, calls, live);
        gateway.register(context, contract);
        gateway.follow();
        return gateway;
    }

    @Override
    public void close() {
        reports.close();
        signing.close();
        trust.close();
        redis.ifPresent(Redis::close);
    }

    /** What can be observed of it. */
    public GatewayMeters meters() {
        return new GatewayMeters(gate, streams, shared, limited, redis, new UpstreamConnections(client));
    }

    /** Ends the streams that pass through; their clients come back, and are let in unless the gateway drains. */
    public void endStreams() {
        proxy.endStreams();
    }

    public SharedCache cache() {
        return cache;
    }

    /** Limits and cache change while it runs; how many bytes are kept is decided at the start. */
    private void follow() {
        limits = live.follow(
                LimitSettings.settings(name -> Optional.empty()), LimitSettings::of, other -> limits = other);
        GatewayDeclarations.Cache kept = live.follow(
                GatewayDeclarations.CACHE,
                GatewayDeclarations::cache,
                other -> cache.use(other.enabled(), other.keep()));
        cache.use(kept.enabled(), kept.keep());
    }

    private void register(ServletContext context, Optional<PublishedContract> contract) {
        var servlet = context.addServlet("proxy", proxy);
        servlet.addMapping("/*");
        servlet.setAsyncSupported(true);
        servlet.setLoadOnStartup(1);
        context.addServlet("container-error", new ContainerErrorServlet()).addMapping(ContainerErrorServlet.PATH);
        var around = context.addFilter("in-flight", new InFlightFilter(gate, calls));
        around.setAsyncSupported(true);
        around.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
        var signedAnswers = context.addFilter("signed-answers", signing.filter());
        signedAnswers.setAsyncSupported(true);
        signedAnswers.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
        var clock = TimeMeter.SYSTEM_NANOTIME;
        var filter = context.addFilter(
                "edge",
                new EdgeFilter(
                        RouteTable.of(settings),
                        new ClientAddresses(settings.trustedProxies()),
                        List.of(
                                new OpeningHours(requireOpen),
                                new StrictTransport(settings.edge().strictTransport()),
                                new MessageGuard(
                                        new MessageRules(settings.edge().headerBytes()),
                                        settings.edge().allowedHosts()),
                                new AddressLimits(() -> limits.address(), new LocalBuckets(clock), limited),
                                new LoadShedding(streams, draining),
                                new Cors(new CorsRules(settings.edge().cors()))),
                        List.of(
                                new ApiKeyCheck(keys()),
                                new BearerCheck(trust.verifier()),
                                new DebugCheck(),
                                new CallerLimits(
                                        () -> limits.user(),
                                        new LocalBuckets(clock),
                                        new LocalBuckets(clock),
                                        shared,
                                        limited),
                                signing.check()),
                        endpoints(contract),
                        reports));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
        var caching = context.addFilter(
                "shared-cache",
                new SharedCacheFilter(
                        cache,
                        new OriginCalls(client, guards, inFlight, cache::keep, System::nanoTime),
                        System::nanoTime,
                        Set.of(RouteTable.PRODUCTS),
                        Set.of(RouteTable.PRODUCTS, RouteTable.IMPORTS)));
        caching.setAsyncSupported(true);
        caching.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
    }

    private Map<String, String> services() {
        Map<String, String> services = new LinkedHashMap<>();
        services.put("users", settings.users().toString());
        services.put("catalog", settings.catalog().toString());
        services.put("orders", settings.orders().toString());
        services.put("payments", settings.payments().toString());
        return services;
    }

    private GatheredReport gathered(GatheredReport.Subject subject) {
        return new GatheredReport(client, services(), trust.ownTokens(), subject);
    }

    private KeyExchange keys() {
        return new KeyExchange(new UsersKeyIssuer(users, trust.verifier()), Ticker.systemTicker());
    }

    private Pace pace() {
        return new Pace(settings.edge().transferGrace(), settings.edge().transferRate(), System::nanoTime);
    }

    private Map<OwnEndpoint, Endpoint> endpoints(Optional<PublishedContract> contract) {
        Map<OwnEndpoint, Endpoint> endpoints = new EnumMap<>(OwnEndpoint.class);
        endpoints.put(OwnEndpoint.LANDING, new LandingEndpoint());
        endpoints.put(
                OwnEndpoint.OVERVIEW,
                new OverviewEndpoint(
                        client,
                        guards,
                        settings.users().toString(),
                        settings.orders().toString(),
                        settings.times().overview()));
        endpoints.put(
                OwnEndpoint.RESILIENCE,
                gathered(new GatheredReport.Subject(
                        Permissions.OPERATIONS_READ,
                        "/internal/resilience",
                        () -> new ResilienceReport(guards.reports(), inFlight.count(), inFlight.oldest()))));
        endpoints.put(
                OwnEndpoint.CONFIG,
                gathered(new GatheredReport.Subject(Permissions.CONFIG_READ, "/internal/config", live::report)));
        endpoints.put(OwnEndpoint.OPENAPI, new OpenApiEndpoint(contract));
        endpoints.put(OwnEndpoint.OPENAPI_UI, new OpenApiPage());
        endpoints.putAll(signing.endpoints());
        return endpoints;
    }
}
