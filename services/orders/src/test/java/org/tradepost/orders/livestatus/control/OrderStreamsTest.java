package org.tradepost.orders.livestatus.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.OrdersError;
import org.tradepost.orders.ordering.entity.OrderEvent;
import org.tradepost.orders.ordering.entity.OrderEventType;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** The watcher of all streams, with a history, readers and a clock of the test's. */
class OrderStreamsTest {

    private static final UUID ORDER = new UUID(1, 1);
    private static final UUID READER = new UUID(2, 2);

    private final AtomicLong now = new AtomicLong(Long.MIN_VALUE);
    private final Map<UUID, List<OrderEvent>> history = new HashMap<>();
    private final List<Map<UUID, Long>> asked = new ArrayList<>();
    private final StreamMeters meters = new StreamMeters();
    private boolean draining;
    private final OrderStreams streams = new OrderStreams(
            new StreamSettings(3, 2, Duration.ofSeconds(15), Duration.ofMinutes(30)),
            (versions, most) -> {
                asked.add(versions);
                return versions.keySet().stream()
                        .flatMap(order -> history.getOrDefault(order, List.of()).stream()
                                .filter(event -> event.version() > versions.get(order))
                                .limit(most))
                        .toList();
            },
            () -> draining,
            now::get,
            meters);

    @Test
    void aReaderGetsTheHistoryThenWhatHappensEachOnceAndInOrder() throws Exception {
        happens(ORDER, OrderStatus.PENDING);
        happens(ORDER, OrderStatus.CONFIRMED);
        Reader reader = open(ORDER, READER, 0);
        streams.round();
        assertThat(reader.got).containsExactly("greeting", "1", "2");

        happens(ORDER, OrderStatus.CANCELLING);
        streams.changed(ORDER);
        streams.round();
        streams.changed(ORDER);
        streams.round();
        assertThat(reader.got).containsExactly("greeting", "1", "2", "3");
        assertThat(meters.events.sum()).isEqualTo(3);
    }

    @Test
    void aReaderWhoComesBackGetsWhatCameBehindTheLastSeen() throws Exception {
        IntStream.range(0, 4).forEach(i -> happens(ORDER, OrderStatus.PARTIALLY_REFUNDED));
        Reader reader = open(ORDER, READER, 2);
        streams.round();
        assertThat(reader.got).containsExactly("greeting", "3", "4");
    }

    @Test
    void readersOfOneOrderGoOnFromWhereEachIs() throws Exception {
        IntStream.range(0, 3).forEach(i -> happens(ORDER, OrderStatus.PARTIALLY_REFUNDED));
        Reader one = open(ORDER, READER, 0);
        Reader two = open(ORDER, READER, 2);
        streams.round();
        assertThat(one.got).containsExactly("greeting", "1", "2", "3");
        assertThat(two.got).containsExactly("greeting", "3");
        assertThat(asked).containsExactly(Map.of(ORDER, 0L));
    }

    @Test
    void changesThatNobodyToldOfAreFoundWithinASecondInOneQuestion() throws Exception {
        Reader one = open(ORDER, READER, 0);
        Reader two = open(new UUID(1, 2), READER, 0);
        streams.round();
        happens(ORDER, OrderStatus.PENDING);
        happens(new UUID(1, 2), OrderStatus.PENDING);
        asked.clear();
        passes(OrderStreams.LOOK_AT_ALL);
        streams.round();
        assertThat(one.got).containsExactly("greeting", "1");
        assertThat(two.got).containsExactly("greeting", "1");
        assertThat(asked).hasSize(1);
    }

    @Test
    void nobodyIsAskedWhileNobodyFollows() throws Exception {
        passes(OrderStreams.LOOK_AT_ALL);
        streams.round();
        assertThat(asked).isEmpty();
    }

    @Test
    void aLongHistoryComesInBatches() throws Exception {
        IntStream.range(0, OrderStreams.BATCH + 1).forEach(i -> happens(ORDER, OrderStatus.PARTIALLY_REFUNDED));
        Reader reader = open(ORDER, READER, 0);
        streams.round();
        assertThat(reader.got).hasSize(1 + OrderStreams.BATCH);
        streams.round();
        assertThat(reader.got).hasSize(2 + OrderStreams.BATCH).endsWith(Integer.toString(OrderStreams.BATCH + 1));
    }

    @Test
    void aSlowReaderHoldsUpNobodyAndIsCutOffInTheEnd() throws Exception {
        happens(ORDER, OrderStatus.PENDING);
        Reader slow = new Reader();
        slow.takes = new CompletableFuture<>();
        Reader quick = open(ORDER, READER, 0);
        streams.open(new OrderStream(ORDER, READER, 0, () -> true, slow));
        streams.round();
        happens(ORDER, OrderStatus.CONFIRMED);
        streams.changed(ORDER);
        streams.round();
        assertThat(quick.got).containsExactly("greeting", "1", "2");
        assertThat(slow.got).as("one write at a time").containsExactly("greeting");

        passes(OrderStreams.SLOWEST);
        streams.round();
        assertThat(slow.closed).isTrue();
        assertThat(quick.closed).isFalse();
        assertThat(meters.slow.sum()).isEqualTo(1);
        assertThat(streams.count()).isEqualTo(1);
    }

    @Test
    void aReaderWhoWasSlowGetsTheRest() throws Exception {
        happens(ORDER, OrderStatus.PENDING);
        Reader reader = new Reader();
        reader.takes = new CompletableFuture<>();
        streams.open(new OrderStream(ORDER, READER, 0, () -> true, reader));
        streams.round();
        happens(ORDER, OrderStatus.CONFIRMED);
        streams.changed(ORDER);
        streams.round();
        CompletableFuture<Void> pending = reader.takes;
        reader.takes = CompletableFuture.completedFuture(null);
        pending.complete(null);
        streams.round();
        assertThat(reader.got).containsExactly("greeting", "1", "2");
    }

    @Test
    void aQuietStreamHasAHeartbeat() throws Exception {
        Reader reader = open(ORDER, READER, 0);
        passes(OrderStreams.LOOK_AT_ALL);
        streams.round();
        assertThat(reader.got).containsExactly("greeting");
        passes(Duration.ofSeconds(14));
        streams.round();
        assertThat(reader.got).containsExactly("greeting");
        passes(Duration.ofSeconds(1));
        streams.round();
        assertThat(reader.got).containsExactly("greeting", "beat");
    }

    @Test
    void aReaderWhoHasGoneIsForgotten() throws Exception {
        Reader reader = open(ORDER, READER, 0);
        reader.takes = CompletableFuture.failedFuture(new java.io.IOException("gone"));
        passes(OrderStreams.LOOK_AT_ALL);
        streams.round();
        assertThat(streams.count()).isZero();
        assertThat(reader.closed).isTrue();
    }

    @Test
    void theStreamEndsWithTheLastThingThatCanHappen() throws Exception {
        happens(ORDER, OrderStatus.PENDING);
        happens(ORDER, OrderStatus.REJECTED);
        Reader reader = open(ORDER, READER, 0);
        streams.round();
        assertThat(reader.got).containsExactly("greeting", "1", "2");
        assertThat(reader.closed).isTrue();
        assertThat(streams.count()).isZero();
    }

    @Test
    void nothingIsWrittenToWhomItIsNoMoreMeantFor() throws Exception {
        happens(ORDER, OrderStatus.PENDING);
        boolean[] valid = {true};
        Reader reader = new Reader();
        streams.open(new OrderStream(ORDER, READER, 0, () -> valid[0], reader));
        streams.round();
        valid[0] = false;
        happens(ORDER, OrderStatus.CONFIRMED);
        streams.changed(ORDER);
        streams.round();
        assertThat(reader.got).containsExactly("greeting", "1");
        assertThat(reader.closed).isTrue();
    }

    @Test
    void aStreamHasALongestLife() throws Exception {
        Reader reader = open(ORDER, READER, 0);
        passes(Duration.ofMinutes(30));
        streams.round();
        assertThat(reader.closed).isTrue();
    }

    @Test
    void drainingEndsAllAndLetsNoneIn() throws Exception {
        Reader reader = open(ORDER, READER, 0);
        draining = true;
        passes(OrderStreams.LOOK_AT_ALL);
        streams.round();
        assertThat(reader.closed).isTrue();
        assertThatThrownBy(() -> open(ORDER, READER, 0)).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(CommonError.SERVICE_UNAVAILABLE);
            assertThat(refusal.headers()).containsEntry("Retry-After", "1");
        });
    }

    @Test
    void oneReaderHasSoManyStreamsAndAllTogetherSoMany() throws Exception {
        Reader first = open(ORDER, READER, 0);
        open(ORDER, READER, 0);
        assertThatThrownBy(() -> open(ORDER, READER, 0)).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(OrdersError.TOO_MANY_STREAMS);
            assertThat(refusal.headers()).containsEntry("Retry-After", "5");
        });
        open(ORDER, new UUID(2, 3), 0);
        assertThatThrownBy(() -> open(ORDER, new UUID(2, 4), 0))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(CommonError.SERVICE_UNAVAILABLE);
                    assertThat(refusal.headers()).containsEntry("Retry-After", "5");
                });
        assertThat(meters.refusedReader.sum()).isEqualTo(1);
        assertThat(meters.refusedFull.sum()).isEqualTo(1);

        first.takes = CompletableFuture.failedFuture(new java.io.IOException("gone"));
        passes(OrderStreams.LOOK_AT_ALL);
        streams.round();
        open(ORDER, READER, 0);
    }

    private Reader open(UUID order, UUID whose, long lastSeen) {
        Reader reader = new Reader();
        streams.open(new OrderStream(order, whose, lastSeen, () -> true, reader));
        return reader;
    }

    private void happens(UUID order, OrderStatus status) {
        List<OrderEvent> events = history.computeIfAbsent(order, id -> new ArrayList<>());
        events.add(new OrderEvent(
                new OrderId(order),
                events.size() + 1,
                OrderEventType.ORDER_PLACED,
                status,
                null,
                "GBP",
                1299,
                0,
                null,
                null,
                Instant.EPOCH));
    }

    private void passes(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** Remembers what was written; takes as long as the test says. */
    private static final class Reader implements Outlet {
        final List<String> got = new ArrayList<>();
        CompletableFuture<Void> takes = CompletableFuture.completedFuture(null);
        boolean closed;

        @Override
        public CompletionStage<?> greet() {
            got.add("greeting");
            return takes;
        }

        @Override
        public CompletionStage<?> beat() {
            got.add("beat");
            return takes;
        }

        @Override
        public CompletionStage<?> write(OrderEvent event) {
            got.add(Long.toString(event.version()));
            return takes;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
