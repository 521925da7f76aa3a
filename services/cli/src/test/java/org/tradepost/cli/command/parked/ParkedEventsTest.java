package org.tradepost.cli.command.parked;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.cli.client.RunningPlatform;
import org.tradepost.cli.command.parked.ParkedEvents.Replay;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiRefusal;
import org.tradepost.client.http.ApiSession;
import picocli.CommandLine;

/** Against a server that gives the answers of the API, each once. */
class ParkedEventsTest {

    private static final String BASE = "/api/v1/admin/parked-events/users";
    private static final String CONFLICT = "{\"status\":409,\"code\":\"CONFLICT\",\"detail\":\"refused again\"}";

    private record Answer(int status, String body) {}

    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private HttpServer server;
    private ApiClient client;
    private ParkedEvents parked;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        login(1);
        client = new ApiClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), 1);
        parked = new ParkedEvents(ApiSession.login(client, "admin@example.com", "p"), Consumer.USERS);
    }

    @AfterEach
    void close() {
        client.close();
        server.stop(0);
    }

    @Test
    void theListIsReadToItsLastPage() {
        list("{\"items\":[{\"id\":1}],\"nextCursor\":\"a b\"}");
        answer("GET " + BASE + "?limit=100&cursor=a%20b", 200, "{\"items\":[{\"id\":2}],\"nextCursor\":null}");

        assertThat(parked.list()).extracting(event -> event.path("id").asLong()).containsExactly(1L, 2L);
    }

    @Test
    void aReplayGoesOnWithThoseBehindUntilThereAreNone() {
        replay(1, "{\"replayed\":100,\"next\":101,\"refusal\":null}");
        replay(101, "{\"replayed\":7,\"next\":null,\"refusal\":null}");

        assertThat(parked.replay(1)).isEqualTo(new Replay(107, 0));
    }

    @Test
    void aReplayStopsWhereAnEventIsRefused() {
        replay(1, "{\"replayed\":2,\"next\":3,\"refusal\":\"IllegalArgumentException\"}");

        assertThat(parked.replay(1)).isEqualTo(new Replay(2, 1));
        assertThat(asked).doesNotContain("POST " + BASE + "/3/replay");

        replay(4, "{\"replayed\":100,\"next\":104,\"refusal\":null}");
        answer("POST " + BASE + "/104/replay", 409, CONFLICT);
        assertThat(parked.replay(4)).isEqualTo(new Replay(100, 1));
    }

    @Test
    void anEventThatIsRefusedAgainOrIsNotParkedFailsTheReplay() {
        answer("POST " + BASE + "/1/replay", 409, CONFLICT);
        assertThatThrownBy(() -> parked.replay(1))
                .isInstanceOf(ApiRefusal.class)
                .hasMessageContaining("event 1 of users")
                .hasMessageContaining("refused again");

        answer("POST " + BASE + "/9/replay", 404, "{\"status\":404,\"code\":\"NOT_FOUND\"}");
        assertThatThrownBy(() -> parked.replay(9)).isInstanceOf(ApiRefusal.class);
        answer("POST " + BASE + "/9/discard", 404, "{\"status\":404,\"code\":\"NOT_FOUND\"}");
        assertThatThrownBy(() -> parked.discard(9)).isInstanceOf(ApiRefusal.class);
    }

    @Test
    void allAreTheFirstOfEveryKeyAndARefusalDoesNotStopTheOthers() {
        list("{\"items\":[{\"id\":1,\"first\":true},{\"id\":2,\"first\":false},{\"id\":3,\"first\":true}]}");
        answer("POST " + BASE + "/1/replay", 409, CONFLICT);
        replay(3, "{\"replayed\":1,\"next\":null,\"refusal\":null}");

        assertThat(parked.replayAll()).isEqualTo(new Replay(1, 1));
        assertThat(asked).doesNotContain("POST " + BASE + "/2/replay");
    }

    @Test
    void aDiscardTellsWhichIsNext() {
        answer("POST " + BASE + "/1/discard", 200, "{\"id\":1,\"state\":\"DISCARDED\",\"next\":2}");

        JsonNode settled = parked.discard(1);
        assertThat(settled.path("next").asLong()).isEqualTo(2);
    }

    @Test
    void theListShowsEveryServicesEvents() {
        login(2);
        list(
                "{\"items\":[{\"id\":17,\"first\":true,\"type\":\"tradepost.orders.order-placed.v1\",\"key\":\"o-1\",\"attempts\":2,"
                        + "\"parkedAt\":\"2026-01-01T00:00:00Z\",\"reason\":\"IllegalArgumentException\"}]}");
        answer("GET /api/v1/admin/parked-events/orders?limit=100", 200, "{\"items\":[]}");

        assertThat(execute("list")).isZero();
        assertThat(out.toString().lines())
                .hasSize(2)
                .last()
                .asString()
                .matches("users +17 yes +tradepost.orders.order-placed.v1 +o-1 +2 2026-01-01T00:00:00Z +Illegal.*");
    }

    @Test
    void withJsonThereIsOneObject() {
        login(2);
        list("{\"items\":[{\"id\":17}]}");
        answer("GET /api/v1/admin/parked-events/orders?limit=100", 200, "{\"items\":[]}");

        assertThat(execute("list --json")).isZero();
        assertThat(out.toString().strip()).isEqualTo("{\"users\":[{\"id\":17}],\"orders\":[]}");
    }

    @Test
    void anEmptyListSaysSo() {
        login(2);
        list("{\"items\":[]}");
        answer("GET /api/v1/admin/parked-events/orders?limit=100", 200, "{\"items\":[]}");

        assertThat(execute("list")).isZero();
        assertThat(out.toString().strip()).isEqualTo("No event is parked.");
    }

    @Test
    void theExitCodeOfAReplayTellsWhetherOneWasRefused() {
        login(2);
        replay(1, "{\"replayed\":1,\"next\":null,\"refusal\":null}");
        replay(4, "{\"replayed\":2,\"next\":6,\"refusal\":\"IllegalArgumentException\"}");

        assertThat(execute("replay users 1")).isZero();
        assertThat(execute("replay users 4 --json")).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly("1 replayed, 0 refused again", "{\"replayed\":2,\"refused\":1}");
    }

    @Test
    void aDiscardSaysWhatCanBeReplayedNow() {
        login(1);
        answer("POST " + BASE + "/1/discard", 200, "{\"id\":1,\"state\":\"DISCARDED\",\"next\":2}");

        assertThat(execute("discard users 1")).isZero();
        assertThat(out.toString().strip()).isEqualTo("discarded; the next of its key is 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "replay",
                "replay users",
                "replay users 1 --all",
                "replay catalog 1",
                "discard users",
                "list users"
            })
    void wrongUsageIsExitCodeTwo(String arguments) {
        assertThat(execute(arguments)).isEqualTo(2);
    }

    private int execute(String arguments) {
        RunningPlatform platform = new RunningPlatform(client.baseUrl(), "admin@example.com", "p");
        return new CommandLine(new ParkedEventsCommand(() -> platform))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    }

    private void login(int times) {
        for (int i = 0; i < times; i++) {
            answer("POST /api/v1/login", 200, "{\"accessToken\":\"t\",\"expiresIn\":300}");
        }
    }

    private void list(String page) {
        answer("GET " + BASE + "?limit=100", 200, page);
    }

    private void replay(long id, String settled) {
        answer("POST " + BASE + "/" + id + "/replay", 200, settled);
    }

    private void answer(String request, int status, String body) {
        answers.computeIfAbsent(request, each -> new ArrayDeque<>()).add(new Answer(status, body));
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add(request);
        Answer answer = answers.getOrDefault(request, new ArrayDeque<>()).poll();
        byte[] body = (answer == null ? "{\"detail\":\"unexpected\"}" : answer.body()).getBytes(UTF_8);
        exchange.sendResponseHeaders(answer == null ? 500 : answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
