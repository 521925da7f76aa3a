package org.tradepost.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.gateway.limits.entity.RouteClass;

class RouteClassTest {

    @ParameterizedTest
    @CsvSource({
        "GET,/health/ready,HEALTH",
        "GET,/healthy,READ",
        "GET,/,BROWSE",
        "GET,/api/v1/products,BROWSE",
        "HEAD,/api/v1/products/A-1,BROWSE",
        "GET,/api/v1/productsx,READ",
        "POST,/api/v1/products,WRITE",
        "GET,/openapi/ui,BROWSE",
        "GET,/api/v1/orders,READ",
        "GET,/api/v1/orders/1/events,STREAM",
        "GET,/api/v1/orders/1/events/,STREAM",
        "GET,/api/v1/orders/1/2/events,READ",
        "GET,/api/v1/orders/events,READ",
        "GET,/api/v1/orders//events,READ",
        "POST,/api/v1/orders,ORDER",
        "POST,/api/v1/orders/,ORDER",
        "POST,/api/v1/secure,ORDER",
        "POST,/api/v1/orders/1/cancel,AFTERCARE",
        "POST,/api/v1/orders/1/refunds,AFTERCARE",
        "POST,/api/v1/login,LOGIN",
        "POST,/api/v1/login/,LOGIN",
        "PUT,/api/v1/login,LOGIN",
        "POST,/oauth2/token,TOKEN",
        "GET,/oauth2/jwks,READ",
        "POST,/api/v1/users,REGISTRATION",
        "POST,/api/v2/users/,REGISTRATION",
        "PUT,/api/v1/users/1,WRITE",
        "GET,/api/v1/admin/orders,ADMIN",
        "POST,/api/v1/admin/orders/1/resume,ADMIN",
        "GET,/api/v1/reports/sales,ADMIN"
    })
    void tellsKindsApartByWholeSegments(String method, String path, RouteClass kind) {
        assertThat(RouteClass.of(method, path)).isEqualTo(kind);
    }

    @Test
    void aRequestWithoutAPathIsCountedToo() {
        assertThat(RouteClass.of("GET", null)).isEqualTo(RouteClass.READ);
    }

    @Test
    void theLeastCriticalIsRefusedFirst() {
        assertThat(RouteClass.BROWSE.share()).isLessThan(RouteClass.READ.share());
        assertThat(RouteClass.READ.share()).isLessThan(RouteClass.ORDER.share());
        assertThat(RouteClass.ORDER.share()).isLessThan(RouteClass.AFTERCARE.share());
        assertThat(RouteClass.ADMIN.share()).isEqualTo(1);
    }
}
