package org.tradepost.shared.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceTokensTest {

    private final AtomicInteger issued = new AtomicInteger();
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile int lifetime = 900;
    private HttpServer users;
    private ServiceTokens tokens;

    @BeforeEach
    void start() throws Exception {
        users = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        users.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        users.createContext("/users/oauth2/token", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Authorization"));
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            byte[] answer = ("{\"access_token\":\"t" + issued.incrementAndGet() + "\",\"expires_in\":" + lifetime + "}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        users.start();
        tokens = new ServiceTokens(
                URI.create("http://127.0.0.1:" + users.getAddress().getPort() + "/users"),
                "service-orders",
                "s+e/c",
                Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() {
        users.stop(0);
    }

    @Test
    void manyWhoNeedATokenAtOnceAskOnce() throws Exception {
        gate = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> need = tokens::current;
            List<Future<String>> all =
                    List.of(threads.submit(need), threads.submit(need), threads.submit(need), threads.submit(need));
            assertThat(asked.take()).isEqualTo("Basic c2VydmljZS1vcmRlcnM6cyUyQmUlMkZj");
            gate.countDown();
            for (Future<String> one : all) {
                assertThat(one.get()).isEqualTo("t1");
            }
        }
        assertThat(tokens.current()).isEqualTo("t1");
        assertThat(issued).hasValue(1);
    }

    @Test
    void aTokenThatWasRefusedIsNotPresentedAgain() throws Exception {
        assertThat(tokens.current()).isEqualTo("t1");
        tokens.drop("another");
        assertThat(tokens.current()).isEqualTo("t1");
        tokens.drop("t1");
        assertThat(tokens.current()).isEqualTo("t2");
    }

    @Test
    void withUsersAwayTheTokenThatIsThereServesAndWithoutOneThereIsNone() throws Exception {
        assertThat(tokens.current()).isEqualTo("t1");
        users.stop(0);
        assertThat(tokens.current()).isEqualTo("t1");
        tokens.drop("t1");
        assertThatThrownBy(tokens::current).isInstanceOf(ServiceTokens.Unavailable.class);
    }
}
