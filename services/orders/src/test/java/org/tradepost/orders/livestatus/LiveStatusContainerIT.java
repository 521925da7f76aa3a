package org.tradepost.orders.livestatus;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tradepost.orders.checkout.control.OrderStore;
import org.tradepost.orders.checkout.control.Transactions;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.Order.Change;
import org.tradepost.orders.ordering.testing.OrderRows;
import org.tradepost.shared.containerkit.ServiceArchive;
import org.tradepost.shared.containerkit.TestTrust;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.resilience.RequestsInFlight;

/** Server-sent events of an order as Liberty really sends them. */
@ExtendWith(ArquillianExtension.class)
class LiveStatusContainerIT {

    private static final Logger LOG = Logger.getLogger(LiveStatusContainerIT.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MANY = 300;

    @Inject
    Transactions transactions;

    @Inject
    OrderStore orders;

    @Inject
    Jdbi jdbi;

    @Inject
    Config config;

    @Inject
    TestTrust trust;

    @Inject
    RequestsInFlight inFlight;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Deployment
    static WebArchive orders() {
        return ServiceArchive.with(LiveStatusContainerIT.class, Stream.class, TestTrust.class, OrderRows.class);
    }

    @Test
    void historyThenWhatThisProcessAndAnotherDoUntilNothingCanHappenAnyMore() throws Exception {
        UUID user = Ids.newId();
        Order placed = placed(user);
        try (Stream stream = follow(placed, user, null)) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            assertThat(stream.event())
                    .startsWith("event: order-placed\nid: 1\ndata: {\"at\":")
                    .contains("\"type\":\"order-placed\",\"status\":\"PENDING\"");
            assertThat(inFlight.count()).as("requests that drain waits for").isZero();
            Order confirmed = append(placed.confirm(Ids.newId(), Instant.now()));
            assertThat(stream.event()).contains("event: order-confirmed", "id: 2", "\"status\":\"CONFIRMED\"");
            Order refunded = asAnotherReplica(confirmed.refunded(Ids.newId(), confirmed.totalMinor(), Instant.now()));
            assertThat(stream.event()).contains("event: order-refunded", "id: 3", "\"status\":\"REFUNDED\"");
            assertThat(refunded.status().isFinal()).isTrue();
            assertThat(stream.event()).as("end").isNull();
        }
        try (Stream again = follow(placed, user, "1")) {
            assertThat(again.event()).contains("id: 2");
            assertThat(again.event()).contains("id: 3");
            assertThat(again.event()).as("end").isNull();
        }
        try (Stream again = follow(placed, user, "3")) {
            assertThat(again.status()).as("which says: do not come back").isEqualTo(204);
        }
    }

    @Test
    void refusesAsReadingTheOrderDoes() throws Exception {
        UUID user = Ids.newId();
        Order order = placed(user);
        assertThat(refusal(order, trust.tokenOf(Ids.newId(), Permissions.ORDER_READ), null))
                .startsWith("404")
                .contains("\"code\":\"NOT_FOUND\"");
        assertThat(refusal(order, "none", null)).startsWith("401").contains("\"code\":\"UNAUTHORIZED\"");
        assertThat(refusal(order, trust.tokenOf(user, Permissions.ORDER_READ), "x"))
                .startsWith("400")
                .contains("MALFORMED_REQUEST");
        assertThat(refusal(order, trust.tokenOf(user, Permissions.ORDER_READ), "2"))
                .startsWith("400")
                .contains("MALFORMED_REQUEST");
    }

    @Test
    void aReaderHasTwentyStreamsAtMost() throws Exception {
        UUID user = Ids.newId();
        Order order = placed(user);
        List<Stream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                streams.add(follow(order, user, null));
            }
            assertThat(refusal(order, trust.tokenOf(user, Permissions.ORDER_READ), null))
                    .startsWith("429")
                    .contains("\"code\":\"TOO_MANY_STREAMS\"");
        } finally {
            for (Stream stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    void aRevokedSessionIsToldNothingMore() throws Exception {
        UUID user = Ids.newId();
        Order placed = placed(user);
        try (Stream stream = follow(placed, user, null)) {
            assertThat(stream.event()).contains("id: 1");
            trust.revokeSessionOf(user);
            append(placed.confirm(Ids.newId(), Instant.now()));
            assertThat(stream.event()).as("end").isNull();
        }
    }

    @Test
    void idleStreamsHoldNoThreadAndLittleMemory() throws Exception {
        List<UUID> users = new ArrayList<>();
        List<Order> placed = new ArrayList<>();
        List<Stream> streams = new ArrayList<>();
        long heap = heapAfterCollection();
        try {
            for (int i = 0; i < MANY; i++) {
                users.add(Ids.newId());
                placed.add(placed(users.get(i)));
                streams.add(follow(placed.get(i), users.get(i), null));
                assertThat(streams.get(i).event()).contains("id: 1");
            }
            long each = (heapAfterCollection() - heap) / MANY;
            LOG.info(() -> "heap of one idle stream and its client in this process: " + each + " bytes");
            assertThat(each).isLessThan(150 * 1024);
            for (Order order : placed) {
                append(order.confirm(Ids.newId(), Instant.now()));
            }
            for (Stream stream : streams) {
                assertThat(stream.event()).contains("id: 2");
            }
        } finally {
            for (Stream stream : streams) {
                stream.close();
            }
        }
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private Order placed(UUID user) {
        return new OrderRows(jdbi).place(user, null, null);
    }

    private Order append(Change change) {
        return transactions.inNew(() -> {
            orders.append(change);
            return change.order();
        });
    }

    private Order asAnotherReplica(Change change) {
        OrderRows rows = new OrderRows(jdbi);
        rows.update(change.order());
        rows.insert(change.event());
        return change.order();
    }

    private Stream follow(Order order, UUID user, String lastEventId) throws Exception {
        return new Stream(http.send(
                request(order, trust.tokenOf(user, Permissions.ORDER_READ), lastEventId),
                HttpResponse.BodyHandlers.ofInputStream()));
    }

    private String refusal(Order order, String token, String lastEventId) throws Exception {
        HttpResponse<String> answer =
                http.send(request(order, token, lastEventId), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        return answer.statusCode() + " " + answer.body();
    }

    private HttpRequest request(Order order, String token, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                        + config.getValue("tradepost.internal.port", String.class) + "/orders/api/v1/orders/"
                        + order.id() + "/events"))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return request.build();
    }

    /** What arrives, event by event; comments are passed over. */
    static final class Stream implements AutoCloseable {

        private final HttpResponse<InputStream> answer;
        private final BufferedReader lines;

        Stream(HttpResponse<InputStream> answer) {
            this.answer = answer;
            this.lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        int status() {
            return answer.statusCode();
        }

        String header(String name) {
            return answer.headers().firstValue(name).orElse("");
        }

        /** The next event; null at the proper end. Fails when nothing comes for long. */
        String event() throws Exception {
            Callable<String> next = this::next;
            try (var reading = Executors.newVirtualThreadPerTaskExecutor()) {
                var event = reading.submit(next);
                try {
                    return event.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                } catch (TimeoutException silent) {
                    close();
                    throw silent;
                }
            }
        }

        private String next() throws IOException {
            StringBuilder event = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && event.indexOf("data:") >= 0) {
                    return event.toString();
                }
                if (!line.isEmpty() && !line.startsWith(":") && !line.startsWith("retry:")) {
                    event.append(line).append('\n');
                }
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            answer.body().close();
        }
    }
}
