package org.tradepost.shared.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Correlation;

/** Whose requests a service logs in full detail. */
class AuthenticationFilterTest {

    private static final Map<String, Caller> TOKENS = Map.of(
            "of-an-admin", caller("admin", Permissions.OPERATIONS_READ),
            "of-an-admins-key", caller("admin", Permissions.ORDER_READ),
            "of-a-user", caller("user", Permissions.ORDER_READ),
            "of-a-service", caller("service", Permissions.Internal.USER_STANDING));

    private final Map<String, String> headers = new HashMap<>(Map.of("Tradepost-Debug", "true"));
    private final Map<String, Object> properties = new HashMap<>();
    private final AuthenticationFilter filter = new AuthenticationFilter();

    static class Resource {
        @Authenticated
        void closed() {}

        @PublicEndpoint
        void open() {}
    }

    AuthenticationFilterTest() {
        filter.context = new CallerContext();
        filter.tokens = new AccessTokenVerifier() {
            @Override
            public Caller verify(String token) {
                if (!TOKENS.containsKey(token)) {
                    throw new ProblemException(CommonError.UNAUTHORIZED, "The access token is not valid");
                }
                return TOKENS.get(token);
            }
        };
    }

    @AfterEach
    void forget() {
        Correlation.set(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed", "open"})
    void anAdministratorsAre(String method) throws Exception {
        assertThat(debugged(method, "of-an-admin")).isTrue();
        headers.remove("Tradepost-Debug");
        assertThat(debugged(method, "of-an-admin")).isFalse();
        headers.put("Tradepost-Debug", "yes\u0000");
        assertThat(debugged(method, "of-an-admin")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"of-a-user", "of-an-admins-key", "of-a-service"})
    void nobodyElsesAre(String token) throws Exception {
        assertThat(debugged("closed", token)).isFalse();
        assertThat(debugged("open", token)).isFalse();
    }

    /** Neither by a service that asks on his behalf for him, nor for somebody else. */
    @Test
    void whomAServiceAsksForDecides() throws Exception {
        headers.put(OnBehalfOf.HEADER, "of-an-admin");
        assertThat(debugged("closed", "of-a-service")).isTrue();
        headers.put(OnBehalfOf.HEADER, "of-a-user");
        assertThat(debugged("closed", "of-a-service")).isFalse();
    }

    @Test
    void aBadTokenIsRefusedOnlyWhereOneIsNeeded() throws Exception {
        assertThat(debugged("open", "forged")).isFalse();
        assertThat(filter.context.optionalCaller()).isEmpty();
        assertThatThrownBy(() -> debugged("closed", "forged")).isInstanceOf(ProblemException.class);
        headers.remove("Authorization");
        filter.resource = resource("open");
        filter.filter(request());
        assertThat(Correlation.of(request()).debug()).isFalse();
    }

    private boolean debugged(String method, String token) throws Exception {
        headers.put("Authorization", "Bearer " + token);
        Correlation.of("r", null).attachTo(request());
        filter.resource = resource(method);
        filter.filter(request());
        return Correlation.of(request()).debug() && Correlation.current().debug();
    }

    private static ResourceInfo resource(String name) throws NoSuchMethodException {
        Method method = Resource.class.getDeclaredMethod(name);
        return new ResourceInfo() {
            @Override
            public Method getResourceMethod() {
                return method;
            }

            @Override
            public Class<?> getResourceClass() {
                return Resource.class;
            }
        };
    }

    private ContainerRequestContext request() {
        return (ContainerRequestContext) Proxy.newProxyInstance(
                ContainerRequestContext.class.getClassLoader(),
                new Class<?>[] {ContainerRequestContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeaderString" -> headers.get(arguments[0]);
                    case "getProperty" -> properties.get(arguments[0]);
                    case "setProperty" -> properties.put((String) arguments[0], arguments[1]);
                    case "hasEntity" -> true;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Caller caller(String role, String permission) {
        return new Caller(UUID.randomUUID(), Set.of(role), Set.of(permission));
    }
}
