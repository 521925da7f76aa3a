package org.tradepost.shared.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CorrelationClientFilterTest {

    private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();

    @AfterEach
    void forget() {
        Correlation.set(null);
    }

    @Test
    void aCallIsPartOfTheRequestItIsMadeFor() {
        call(Correlation.of("shop-42", null));
        assertThat(headers.getFirst("X-Request-ID")).isEqualTo("shop-42");
        assertThat(headers).containsKey("traceparent");
    }

    @Test
    void onlyADebuggedRequestAsksForTheSame() {
        call(Correlation.of("shop-42", null));
        assertThat(headers).doesNotContainKey("Tradepost-Debug");
        call(Correlation.of("shop-42", null).debugged().forUser("u"));
        assertThat(headers.get("Tradepost-Debug")).containsExactly("true");
    }

    private void call(Correlation correlation) {
        Correlation.set(correlation);
        new CorrelationClientFilter().filter((ClientRequestContext) Proxy.newProxyInstance(
                ClientRequestContext.class.getClassLoader(),
                new Class<?>[] {ClientRequestContext.class},
                (proxy, method, arguments) -> headers));
    }
}
