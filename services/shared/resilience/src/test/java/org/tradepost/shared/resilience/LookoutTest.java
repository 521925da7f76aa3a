package org.tradepost.shared.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

class LookoutTest {

    @Test
    void any_answer_but_a_server_error_shows_that_a_service_is_there() throws Exception {
        for (int status : new int[] {200, 401, 404, 503}) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
            URI service = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/payments");
            assertThat(Lookout.answers(service)).as("%d", status).isEqualTo(status < 500);
            server.stop(0);
            assertThat(Lookout.answers(service)).isFalse();
        }
    }
}
