package org.tradepost.shared.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ReachabilityTest {

    @Test
    void isAvailableWhileItsPortTakesConnections() throws IOException {
        DependencyCheck catalog;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            catalog = Reachability.of(
                    "catalog", true, URI.create("http://127.0.0.1:" + server.getLocalPort() + "/catalog"));
            assertThat(catalog.available()).isTrue();
        }
        assertThat(catalog.available()).isFalse();
    }

    @Test
    void knowsTheUsualPorts() {
        assertThat(Reachability.of("a", true, URI.create("https://a.example/x")))
                .isEqualTo(new Reachability("a", true, "a.example", 443));
        assertThat(Reachability.of("a", true, URI.create("http://a.example/x")))
                .isEqualTo(new Reachability("a", true, "a.example", 80));
    }
}
