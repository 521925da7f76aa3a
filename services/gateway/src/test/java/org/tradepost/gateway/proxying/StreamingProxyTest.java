package org.tradepost.gateway.proxying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.testing.RawClient;
import org.tradepost.gateway.testing.RawClient.Answer;
import org.tradepost.gateway.testing.RunningGateway;
import org.tradepost.gateway.testing.StubService;

class StreamingProxyTest {

    private StubService service;
    private Map<String, String> settings;
    private RunningGateway gateway;

    @BeforeEach
    void start() throws Exception {
        service = new StubService();
        settings = RunningGateway.allAt(service);
        settings.put("tradepost.gateway.answer-timeout", "400");
        settings.put("tradepost.gateway.max-body", "1000");
        settings.put("tradepost.gateway.max-import-body", "50000");
        gateway = new RunningGateway(settings);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        service.close();
    }

    @Test
    void passesPathAndQueryOnAsTheyWereSent() throws Exception {
        Answer answer = RawClient.get(gateway.port(), "/api/v1/products/47503J%20?skus=a%2Cb,c&q=%C3%A9+x&empty");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ok\":true}");
        assertThat(service.seen.take().target())
                .isEqualTo("/catalog/api/v1/products/47503J%20?skus=a%2Cb,c&q=%C3%A9+x&empty");
    }

    @Test
    void encodesQueryCharactersThatNoUriMayContain() throws Exception {
        assertThat(RawClient.get(gateway.port(), "/api/v1/products?q=a|b{c}").status())
                .isEqualTo(200);
        assertThat(service.seen.take().target()).isEqualTo("/catalog/api/v1/products?q=a%7Cb%7Bc%7D");
    }

    @Test
    void relaysARefusalOfTheServiceWithItsBody() throws Exception {
        service.does(StubService.answering(409, "{\"code\":\"OUT_OF_STOCK\"}"));
        Answer answer = RawClient.get(gateway.port(), "/api/v1/orders/1");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("{\"code\":\"OUT_OF_STOCK\"}");
    }

    @Test
    void answersHeadWithTheLengthAndNoBody() throws Exception {
        Answer answer = RawClient.ask(gateway.port(), "HEAD", "/api/v1/products/1");
        assertThat(answer.head().header("Content-Length")).contains("11");
    }

    @Test
    void passesTheFirstPieceOfAnAnswerOnBeforeTheSecondExists() throws Exception {
        CountDownLatch firstArrived = new CountDownLatch(1);
        service.does((request, response, callback) -> {
            StubService.piece(response, false, "first");
            firstArrived.await();
            StubService.piece(response, true, "second");
            callback.succeeded();
        });
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET /api/v1/products HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.head().status()).isEqualTo(200);
            assertThat(client.chunk()).contains("first");
            firstArrived.countDown();
            assertThat(client.chunk()).contains("second");
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void passesTheFirstPieceOfARequestOnBeforeTheSecondIsSent() throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        service.does((request, response, callback) -> {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    CountDownLatch more = new CountDownLatch(1);
                    request.demand(more::countDown);
                    more.await();
                    continue;
                }
                if (chunk.hasRemaining()) {
                    arrived.add(BufferUtil.toString(chunk.getByteBuffer()));
                }
                chunk.release();
                if (chunk.isLast()) {
                    break;
                }
            }
            response.write(true, BufferUtil.toBuffer("done"), callback);
        });
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /api/v1/product-imports HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("5\r\nfirst\r\n");
            assertThat(arrived.take()).isEqualTo("first");
            client.send("6\r\nsecond\r\n0\r\n\r\n");
            assertThat(arrived.take()).isEqualTo("second");
            assertThat(client.answer("POST").body()).isEqualTo("done");
        }
    }

    @Test
    void carriesALargeAnswerWhole() throws Exception {
        String large = "0123456789".repeat(200_000);
        service.does(StubService.answering(200, large));
        assertThat(RawClient.get(gateway.port(), "/api/v1/products").body()).isEqualTo(large);
    }

    @Test
    void refusesATooLongBodyByItsAnnouncedLength() throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /api/v1/orders HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n");
            Answer answer = client.answer("POST");
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
        }
        assertThat(service.seen).isEmpty();
    }

    @Test
    void refusesATooLongBodyWhileItStreams() throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /api/v1/orders HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("1f4\r\n" + "x".repeat(500) + "\r\n");
            client.send("1f5\r\n" + "x".repeat(501) + "\r\n");
            Answer answer = client.answer("POST");
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
        }
    }

    @Test
    void letsAnImportBeLongerButNotEndless() throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /api/v1/product-imports HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\n\r\n");
            client.send("y".repeat(50_000));
            assertThat(client.answer("POST").status()).isEqualTo(200);
        }
        assertThat(RawClient.ask(gateway.port(), "POST", "/api/v1/product-imports", "Content-Length: 50001")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void saysTryAgainWhenNobodyListens() throws Exception {
        try (ServerSocket closed = new ServerSocket(0)) {
            settings.put("tradepost.payments.url", "http://127.0.0.1:" + closed.getLocalPort() + "/payments");
        }
        try (RunningGateway lonely = new RunningGateway(settings)) {
            Answer answer = RawClient.get(
                    lonely.port(),
                    "/api/v1/payments/1",
                    "traceparent: 00-" + "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.head().header("Retry-After")).contains("1");
            assertThat(answer.head().header("Content-Type")).contains("application/problem+json");
            assertThat(answer.body())
                    .contains("\"code\":\"SERVICE_UNAVAILABLE\"")
                    .contains("\"traceId\":\"0af7651916cd43dd8448eb211c80319c\"")
                    .contains("\"instance\":\"/api/v1/payments/1\"")
                    .doesNotContain("127.0.0.1");
        }
    }

    @Test
    void saysBadGatewayWhenTheServiceHangsUp() throws Exception {
        service.does((request, response, callback) ->
                request.getConnectionMetaData().getConnection().getEndPoint().close());
        Answer answer = RawClient.get(gateway.port(), "/api/v1/products/1");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).contains("\"code\":\"BAD_GATEWAY\"");
    }

    @Test
    void saysBadGatewayWhenAShortAnswerBreaksOff() throws Exception {
        service.does((request, response, callback) -> {
            response.getHeaders().put("Content-Length", 100);
            response.getHeaders().put("X-Half", "yes");
            StubService.piece(response, false, "only half");
            request.getConnectionMetaData().getConnection().getEndPoint().close();
        });
        Answer answer = RawClient.get(gateway.port(), "/api/v1/products/1");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.head().header("X-Half")).isEmpty();
        assertThat(answer.body()).contains("\"code\":\"BAD_GATEWAY\"");
    }

    @Test
    void breaksTheConnectionWhenAnAnswerBreaksOffThatHasBegun() throws Exception {
        CountDownLatch firstArrived = new CountDownLatch(1);
        service.does((request, response, callback) -> {
            StubService.piece(response, false, "first");
            firstArrived.await();
            request.getConnectionMetaData().getConnection().getEndPoint().close();
        });
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET /api/v1/products HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.head().status()).isEqualTo(200);
            assertThat(client.chunk()).contains("first");
            firstArrived.countDown();
            assertThatThrownBy(client::chunk).isInstanceOfAny(EOFException.class, IOException.class);
        }
    }

    @Test
    void saysGatewayTimeoutWhenTheServiceIsSilent() throws Exception {
        service.does((request, response, callback) -> {
            // Never answers.
        });
        Answer answer = RawClient.get(gateway.port(), "/api/v1/products/1");
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.body()).contains("\"code\":\"GATEWAY_TIMEOUT\"");
    }

    @Test
    void saysUnavailableWhenTooManyRequestsWait() throws Exception {
        settings.put("tradepost.gateway.max-connections", "1");
        settings.put("tradepost.gateway.max-queue", "1");
        settings.put("tradepost.gateway.answer-timeout", "20000");
        CountDownLatch release = new CountDownLatch(1);
        service.does((request, response, callback) -> {
            release.await();
            StubService.answering(200, "{}").handle(request, response, callback);
        });
        try (RunningGateway narrow = new RunningGateway(settings);
                RawClient first = new RawClient(narrow.port());
                RawClient second = new RawClient(narrow.port());
                RawClient third = new RawClient(narrow.port())) {
            String request = "GET /api/v1/products/1 HTTP/1.1\r\nHost: a\r\n\r\n";
            first.send(request);
            service.seen.take();
            // One of these two takes the only place in the queue; the other is turned away while it is held.
            second.send(request);
            third.send(request);
            BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
            for (RawClient client : new RawClient[] {second, third}) {
                Thread.ofVirtual().start(() -> {
                    try {
                        answers.add(client.answer("GET"));
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
            }
            Answer refused = answers.take();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body()).contains("\"code\":\"SERVICE_UNAVAILABLE\"");
            assertThat(refused.head().header("Retry-After")).contains("1");
            release.countDown();
            assertThat(first.answer("GET").status()).isEqualTo(200);
            assertThat(answers.take().status()).isEqualTo(200);
        }
    }

    @Test
    void relaysAnEarlyRefusalOfAServiceThatDoesNotReadOn() throws Exception {
        service.does((request, response, callback) -> {
            response.setStatus(401);
            response.getHeaders().put("Connection", "close");
            response.write(true, BufferUtil.toBuffer("{\"code\":\"UNAUTHORIZED\"}"), callback);
        });
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /api/v1/product-imports HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n");
            client.send("x".repeat(5000));
            assertThat(client.answer("POST").status()).isEqualTo(401);
        }
    }
}
