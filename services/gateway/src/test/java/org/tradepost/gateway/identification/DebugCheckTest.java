package org.tradepost.gateway.identification;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.gateway.edge.boundary.Check.Outcome;
import org.tradepost.gateway.edge.entity.Entrance;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.identification.boundary.DebugCheck;
import org.tradepost.gateway.proxying.control.HeaderRules;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.rest.Correlation;

class DebugCheckTest {

    private final Exchange arriving = Exchange.arriving(
            "/api/v1/orders", new Entrance("192.0.2.1", "https", null), Correlation.of("r", null), "00-t-s-01");
    private final Exchange admins = arriving.by(caller("admin", Permissions.OPERATIONS_READ), null);

    @Test
    void anAdministratorsRequestIsDebuggedHereAndInTheServices() {
        Exchange debugged = checked("true", admins);
        assertThat(debugged.correlation().debug()).isTrue();
        assertThat(told(debugged).getValuesList("Tradepost-Debug")).containsExactly("true");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "1", "TRUE", "true,true", "\r\ntrue"})
    void rubbishAsksForNothing(String header) {
        assertThat(checked(header, admins)).isSameAs(admins);
        assertThat(told(admins).contains("Tradepost-Debug")).isFalse();
    }

    @Test
    void fromAnybodyElseItIsIgnored() {
        assertThat(checked("true", arriving)).isSameAs(arriving);
        for (Caller other : Set.of(
                caller("user", Permissions.ORDER_READ),
                caller("user", Permissions.OPERATIONS_READ),
                caller("admin", Permissions.ORDER_READ))) {
            Exchange theirs = arriving.by(other, null);
            assertThat(checked("true", theirs)).isSameAs(theirs);
        }
    }

    private static HttpFields told(Exchange exchange) {
        HttpFields.Mutable fields = HttpFields.build();
        HeaderRules.correlate(fields, exchange);
        return fields;
    }

    private static Exchange checked(String header, Exchange exchange) {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> "Tradepost-Debug".equals(arguments[0]) ? header : null);
        return ((Outcome.Passed) new DebugCheck().check(request, exchange)).exchange();
    }

    private static Caller caller(String role, String permission) {
        return new Caller(UUID.randomUUID(), Set.of(role), Set.of(permission));
    }
}
