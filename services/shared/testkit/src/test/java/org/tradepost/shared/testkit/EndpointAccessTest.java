package org.tradepost.shared.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointAccessTest {

    @Path("things/{id}")
    public static class Silent {
        @GET
        public void closed() {}

        @POST
        @Path("{part : [a-z]+}/")
        public void closedToo() {}
    }

    @Test
    void an_endpoint_that_says_nothing_is_told() {
        var access = new EndpointAccess(new Application() {
            @Override
            public Set<Class<?>> getClasses() {
                return Set.of(Silent.class);
            }
        });

        assertThat(access.signatures()).isEmpty();
        assertThat(access.unclear())
                .containsExactlyInAnyOrder("GET /things/{id} says []", "POST /things/{id}/{part} says []");
    }
}
