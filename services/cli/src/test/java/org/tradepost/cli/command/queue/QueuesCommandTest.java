package org.tradepost.cli.command.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tradepost.cli.client.RunningPlatform;
import picocli.CommandLine;

/** Against a server that gives the answers of the API. */
class QueuesCommandTest {

    private static final String STOCK = "/api/v1/admin/queues/stock/commands";
    private static final String DONE = "{\"id\":\"c-1\",\"type\":\"stock.adjust\",\"state\":\"DONE\",\"attempts\":1,"
            + "\"acceptedAt\":\"2026-01-01T00:00:00Z\",\"result\":{\"onHand\":8}}";
    private static final String FAILED =
            "{\"id\":\"c-2\",\"type\":\"stock.adjust\",\"state\":\"FAILED\",\"attempts\":1,"
                    + "\"acceptedAt\":\"2026-01-01T00:00:00Z\",\"failure\":\"NOT_FOUND: There is no such product\"}";

    private record Answer(int status, String body) {}

    private final Map<String, Answer> answers = new HashMap<>();
    private final Map<String, String> sent = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        answers.put("POST /api/v1/login", new Answer(200, "{\"accessToken\":\"t\",\"expiresIn\":300}"));
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void theListShowsHowFullEachQueueIs() {
        String queue = "{\"id\":\"stock\",\"size\":1000,\"waiting\":3,\"oldestSeconds\":2,\"done\":7,\"failed\":1,"
                + "\"rejected\":0}";
        answers.put("GET /api/v1/admin/queues", new Answer(200, "{\"items\":[" + queue + "]}"));

        assertThat(execute("list")).isZero();
        assertThat(out.toString().lines()).hasSize(2).last().asString().matches("stock +1000 +3 +2 s +7 +1 +0");
        out.getBuffer().setLength(0);
        assertThat(execute("list", "--json")).isZero();
        assertThat(out.toString().strip()).isEqualTo("{\"queues\":[" + queue + "]}");
    }

    @Test
    void aCommandThatIsAcceptedHasAnId() {
        answers.put("POST " + STOCK, new Answer(202, DONE));

        assertThat(execute("send", "stock", "{\"type\":\"cache.get\"}")).isZero();
        assertThat(out.toString().strip()).isEqualTo("accepted as c-1");
        assertThat(sent.get("POST " + STOCK)).isEqualTo("{\"type\":\"cache.get\"}");
    }

    @Test
    void aCommandThatIsRefusedFails() {
        answers.put("POST " + STOCK, new Answer(404, "{\"status\":404,\"code\":\"NO_SUCH_QUEUE\"}"));

        assertThat(execute("send", "stock", "{\"type\":\"cache.get\"}")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whatBecameOfCommandsIsShownPageByPage() {
        answers.put(
                "GET " + STOCK + "?limit=20&state=FAILED",
                new Answer(200, "{\"items\":[" + FAILED + "],\"nextCursor\":\"a b\"}"));
        answers.put(
                "GET " + STOCK + "?limit=19&state=FAILED&cursor=a%20b", new Answer(200, "{\"items\":[" + DONE + "]}"));

        assertThat(execute("show", "stock", "--state", "failed")).isZero();
        assertThat(out.toString().lines()).hasSize(3);
        assertThat(out.toString())
                .containsPattern("c-2 +stock.adjust +FAILED +1 .* NOT_FOUND: There is no such product")
                .containsPattern("c-1 +stock.adjust +DONE +1 .* \\{\"onHand\":8}");
    }

    @Test
    void oneCommandIsShownWhole() {
        answers.put("GET " + STOCK + "/c-1", new Answer(200, DONE));

        assertThat(execute("show", "stock", "c-1")).isZero();
        assertThat(out.toString().strip()).isEqualTo(DONE);
    }

    static Stream<List<String>> wrong() {
        return Stream.of(
                List.of(),
                List.of("send", "stock"),
                List.of("send", "stock", "cache.get"),
                List.of("send", "stock", "[]"),
                List.of("show"),
                List.of("show", "stock", "--state", "lost"),
                List.of("show", "stock", "c-1", "--state", "done"),
                List.of("show", "stock", "--limit", "0"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongUsageIsExitCodeTwo(List<String> arguments) {
        assertThat(execute(arguments.toArray(String[]::new))).isEqualTo(2);
    }

    private int execute(String... arguments) {
        URI gateway = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        RunningPlatform platform = new RunningPlatform(gateway, "admin@example.com", "p");
        return new CommandLine(new QueuesCommand(() -> platform))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(arguments);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        sent.put(request, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        Answer answer = answers.getOrDefault(request, new Answer(400, "{\"detail\":\"unexpected\"}"));
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
