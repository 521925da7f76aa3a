package org.tradepost.gateway.edge.entity;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tradepost.gateway.GatewaySettings;

/** The one place that says which public paths exist. Matching is by raw, already guarded path and by whole segments. */
public final class RouteTable {

    public static final String LOGIN = "/api/v1/login";
    public static final String HEALTH = "/health";
    public static final String PRODUCTS = "/api/v1/products";
    public static final String IMPORTS = "/api/v1/product-imports";
    public static final String SECURE = "/api/v1/secure";
    public static final String SIGNATURE_KEYS = "/.well-known/http-message-signatures-directory";

    public static final String RESILIENCE = "/api/v1/admin/resilience";
    public static final String CONFIG = "/api/v1/admin/config";

    /** Connections to it are a pool of their own, which {@link Upstream#name} tells from the others. */
    public static final String ORDER_STREAMS = "orders streams";

    private static final String ORDERS = "/api/v1/orders/";
    private static final String EVENTS = "/events";
    private static final String OVERVIEW_START = "/api/v1/users/";
    private static final String OVERVIEW_END = "/overview";
    private static final Set<String> READ = Set.of("GET", "HEAD");

    private final List<Route> routes;
    private final Route overview;
    private final Route orderEvents;

    private RouteTable(List<Route> routes, Route overview, Route orderEvents) {
        this.routes = routes.stream()
                .sorted(Comparator.comparingInt((Route route) -> route.prefix().length())
                        .reversed())
                .toList();
        this.overview = overview;
        this.orderEvents = orderEvents;
    }

    /** The routes with the addresses, times and sizes that are set. */
    public static RouteTable of(GatewaySettings settings) {
        var times = settings.times();
        var users = new Group(new Upstream("users", settings.users()), times.answer(), settings);
        var catalog = new Group(new Upstream("catalog", settings.catalog()), times.answer(), settings);
        var imports = new Upstream("catalog imports", settings.catalog());
        var orders = new Group(new Upstream("orders", settings.orders()), times.orders(), settings);
        var payments = new Group(new Upstream("payments", settings.payments()), times.answer(), settings);
        var health = new Upstream("health", settings.health());
        long body = settings.sizes().body();
        List<Route> routes = Stream.of(
                        users.routes(
                                "/api/v1/users",
                                "/api/v2/users",
                                "/api/v1/profile",
                                LOGIN,
                                "/api/v1/api-keys",
                                "/api/v1/signing-keys",
                                "/api/v1/admin/users",
                                "/api/v1/admin/api-keys",
                                "/api/v1/admin/audit"),
                        users.routes(
                                "/api/v1/logout",
                                "/api/v1/activations",
                                "/api/v1/admin/clients",
                                "/api/v1/admin/signing-keys"),
                        users.routes("/oauth2/token", "/oauth2/revoke"),
                        users.routes("/api/v1/admin/data-keys/users", "/api/v1/admin/parked-events/users"),
                        catalog.routes(PRODUCTS, "/api/v1/admin/queues"),
                        orders.routes("/api/v1/orders", "/api/v1/admin/orders")
                                .map(route -> route.dueIn(times.order())),
                        orders.routes("/api/v1/reports", "/api/v1/webhooks"),
                        orders.routes("/api/v1/admin/data-keys/orders", "/api/v1/admin/parked-events/orders"),
                        payments.routes("/api/v1/payments"),
                        Stream.of(
                                users.reading("/oauth2/jwks"),
                                users.reading("/.well-known/openid-configuration"),
                                users.reading("/.well-known/oauth-authorization-server"),
                                new Route(
                                        IMPORTS,
                                        true,
                                        imports,
                                        times.imports(),
                                        settings.sizes().importBody(),
                                        Set.of()),
                                new Route(HEALTH, false, health, times.answer(), body, READ),
                                new Route(HEALTH + "/started", false, health, times.answer(), body, READ),
                                new Route(HEALTH + "/live", false, health, times.answer(), body, READ),
                                new Route(HEALTH + "/ready", false, health, times.answer(), body, READ),
                                own("/", false, OwnEndpoint.LANDING),
                                own(RESILIENCE, false, OwnEndpoint.RESILIENCE),
                                own(CONFIG, false, OwnEndpoint.CONFIG),
                                own("/openapi", false, OwnEndpoint.OPENAPI),
                                own("/openapi.json", false, OwnEndpoint.OPENAPI),
                                own("/openapi.yaml", false, OwnEndpoint.OPENAPI),
                                own("/openapi/ui", true, OwnEndpoint.OPENAPI_UI),
                                new Route(SECURE, false, OwnEndpoint.SECURE, Duration.ZERO, body, Set.of("POST")),
                                own(SIGNATURE_KEYS, false, OwnEndpoint.SIGNATURE_KEYS)))
                .flatMap(routesOfOne -> routesOfOne)
                .toList();
        Route orderEvents = new Route(
                        ORDERS + "{id}" + EVENTS,
                        false,
                        Upstream.streams(ORDER_STREAMS, settings.orders()),
                        times.stream(),
                        body,
                        Set.of("GET"))
                .dueIn(times.order());
        return new RouteTable(routes, own(OVERVIEW_START, true, OwnEndpoint.OVERVIEW), orderEvents);
    }

    /** The route of a path, or nothing: then the path does not exist for the public. */
    public Optional<Route> find(String path) {
        if (isOverview(path)) {
            return Optional.of(overview);
        }
        if (isOrderEvents(path)) {
            return Optional.of(orderEvents);
        }
        for (Route route : routes) {
            if (route.matches(path)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    /** The raw id in the path of an overview. */
    public static String overviewUser(String path) {
        return path.substring(OVERVIEW_START.length(), path.length() - OVERVIEW_END.length());
    }

    /** Whether somebody follows an order; a trailing slash makes no difference to the service either. */
    public static boolean isOrderEvents(String path) {
        return isOneSegmentBetween(ORDERS, path, EVENTS) || isOneSegmentBetween(ORDERS, path, EVENTS + "/");
    }

    private static boolean isOverview(String path) {
        return isOneSegmentBetween(OVERVIEW_START, path, OVERVIEW_END);
    }

    private static boolean isOneSegmentBetween(String start, String path, String end) {
        int idEnd = path.length() - end.length();
        return idEnd > start.length()
                && path.startsWith(start)
                && path.endsWith(end)
                && path.indexOf('/', start.length()) == idEnd;
    }

    private static Route own(String prefix, boolean below, OwnEndpoint endpoint) {
        return new Route(prefix, below, endpoint, Duration.ZERO, 0, READ);
    }

    /** Routes of one service that differ in their prefix only. */
    private record Group(Upstream upstream, Duration patience, GatewaySettings settings) {

        Route reading(String path) {
            return new Route(path, false, upstream, patience, settings.sizes().body(), READ);
        }

        Stream<Route> routes(String... prefixes) {
            long body = settings.sizes().body();
            return Stream.of(prefixes).map(prefix -> new Route(prefix, true, upstream, patience, body, Set.of()));
        }
    }
}
