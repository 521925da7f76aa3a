package org.tradepost.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.gateway.GatewaySettings;
import org.tradepost.gateway.edge.entity.OwnEndpoint;
import org.tradepost.gateway.edge.entity.RouteTable;
import org.tradepost.gateway.edge.entity.Upstream;
import org.tradepost.shared.testkit.PermissionTable;

class RouteTableTest {

    private static final Map<String, String> SETTINGS = Map.of(
            "tradepost.users.url", "http://users/users",
            "tradepost.catalog.url", "http://catalog/catalog/",
            "tradepost.orders.url", "http://orders/orders",
            "tradepost.payments.url", "http://payments/payments",
            "tradepost.gateway.client.secret", "of-a-test");

    private final RouteTable routes =
            RouteTable.of(GatewaySettings.from(name -> Optional.ofNullable(SETTINGS.get(name))));

    @ParameterizedTest
    @CsvSource({
        "/api/v1/users, users",
        "/api/v2/users/1/profile, users",
        "/api/v1/profile/password, users",
        "/api/v1/login, users",
        "/api/v1/admin/users/7, users",
        "/api/v1/api-keys/7/rotate, users",
        "/api/v1/signing-keys/7/rotate, users",
        "/api/v1/admin/api-keys, users",
        "/api/v1/users/7/activity, users",
        "/api/v1/users/7/export, users",
        "/api/v1/admin/data-keys/users, users",
        "/api/v1/admin/data-keys/orders, orders",
        "/api/v1/admin/parked-events/users, users",
        "/api/v1/admin/parked-events/orders/7/replay, orders",
        "/api/v1/users/7/8/overview, users",
        "/oauth2/jwks, users",
        "/oauth2/token, users",
        "/oauth2/revoke, users",
        "/.well-known/openid-configuration, users",
        "/.well-known/oauth-authorization-server, users",
        "/api/v1/logout, users",
        "/api/v1/admin/clients/partner-1/secret, users",
        "/api/v1/admin/signing-keys/rotation, users",
        "/api/v1/products/A1%20, catalog",
        "/api/v1/product-imports, catalog imports",
        "/api/v1/admin/queues/stock/commands, catalog",
        "/api/v1/orders/7/refunds, orders",
        "/api/v1/reports/sales, orders",
        "/api/v1/admin/orders/7/resume, orders",
        "/api/v1/payments/7, payments",
        "/health/ready, health"
    })
    void leadsEachPublicPathToItsService(String path, String service) {
        assertThat(routes.find(path)).hasValueSatisfying(route -> assertThat(route.destination())
                .isInstanceOfSatisfying(
                        Upstream.class, upstream -> assertThat(upstream.name()).isEqualTo(service)));
    }

    @Test
    void whatTheTableOfPermissionsListsIsReachedUnlessItIsInternal() {
        assertThat(PermissionTable.read().endpoints()).isNotEmpty().allSatisfy(row -> assertThat(
                        routes.find(row.path().replaceAll("\\{\\w+\\}", "7")).isPresent())
                .isNotEqualTo(row.isInternal()));
    }

    @ParameterizedTest
    @CsvSource({
        "/, LANDING",
        "/openapi, OPENAPI",
        "/openapi.json, OPENAPI",
        "/api/v1/secure, SECURE",
        "/.well-known/http-message-signatures-directory, SIGNATURE_KEYS",
        "/openapi/ui, OPENAPI_UI",
        "/openapi/ui/start.js, OPENAPI_UI",
        "/api/v1/users/7/overview, OVERVIEW"
    })
    void answersItsOwnPathsItself(String path, OwnEndpoint endpoint) {
        assertThat(routes.find(path))
                .hasValueSatisfying(route -> assertThat(route.destination()).isEqualTo(endpoint));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/users/1/standing",
                "/users/internal/users/1/standing",
                "/users/api/v1/users",
                "/api/v1/internal",
                "/api/v1/usersx",
                "/api/v1/users-internal",
                "/API/v1/users",
                "/api/v1/%75sers",
                "/api/v2/orders",
                "/api/v1",
                "/api/v1/admin",
                "/metrics",
                "/health/ready/x",
                "/healthy",
                "/oauth2/jwks/x",
                "/openapi/x",
                "/ibm/api"
            })
    void knowsNothingElse(String path) {
        assertThat(routes.find(path)).isEmpty();
    }

    @Test
    void takesTheUserOutOfAnOverviewsPath() {
        assertThat(RouteTable.overviewUser("/api/v1/users/a%20b/overview")).isEqualTo("a%20b");
    }

    @Test
    void givesOrdersAndImportsMoreTimeAndImportsMoreRoom() {
        var orders = routes.find("/api/v1/orders").orElseThrow();
        var imports = routes.find("/api/v1/product-imports").orElseThrow();
        assertThat(orders.patience()).hasSeconds(65);
        assertThat(orders.bodyLimit()).isEqualTo(1 << 20);
        assertThat(imports.patience()).hasSeconds(300);
        assertThat(imports.bodyLimit()).isEqualTo(1 << 30);
    }
}
