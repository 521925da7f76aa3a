package org.tradepost.shared.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.testkit.EventSchemas;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;

/** Order per key, through parking, replay and discarding. Each step runs in a transaction, as the container's does. */
class ParkingTest {

    private static final String TOPIC = "tradepost.orders";

    private TestDatabase database;
    private Jdbi jdbi;
    private Inbox inbox;
    private ParkedEvents parked;
    private ReplayParked replay;
    private long offset;
    private final List<String> effects = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> refused = Collections.synchronizedSet(new HashSet<>());
    private final List<Long> witnessed = Collections.synchronizedList(new ArrayList<>());

    private final EventHandler handler = new EventHandler() {
        @Override
        public Set<String> topics() {
            return Set.of(TOPIC);
        }

        @Override
        public Set<String> types() {
            return Set.of("known");
        }

        @Override
        public void handle(CloudEvent event) {
            String name = event.subject() + event.sequence();
            if (refused.contains(name)) {
                throw new IllegalArgumentException("says " + name);
            }
            effects.add(name);
        }
    };

    /** With the transactions that the container adds. */
    private final class InTransactions extends Inbox {
        InTransactions() {
            super(jdbi, parked);
        }

        @Override
        public Optional<Long> replay(long id, EventHandler handler, Consumer<Received> witness) {
            return jdbi.inTransaction(h -> super.replay(id, handler, witness));
        }
    }

    @BeforeEach
    void open() {
        database = TestPostgres.start().database("parking", "public", "classpath:db/shared");
        jdbi = database.jdbi();
        parked = new ParkedEvents(jdbi, new OutboxWriter(jdbi, "users"), "users");
        inbox = new InTransactions();
        replay = new ReplayParked(inbox, parked, handler);
    }

    @Test
    void laterEventsOfTheKeyParkBehindThePoisonAndOthersGoOn() {
        park(event("a", 1));
        consume(event("a", 2), event("b", 1), event("a", 3), event("b", 2));

        assertThat(effects).containsExactly("b1", "b2");
        assertThat(waiting()).extracting(ParkedEvent::first).containsExactly(true, false, false);
        assertThat(waiting()).extracting(ParkedEvent::key).containsOnly("a");
        assertThat(waiting().get(1).reason()).isEqualTo(ParkedEvents.BEHIND);
    }

    @Test
    void eachParkedEventIsOnTheDeadLetterTopicInOrder() throws Exception {
        Received poison = event("a", 1);
        park(poison);
        consume(event("a", 2));

        List<OutboxRows.Unsent> sent = new OutboxRows(jdbi).unsent(10);
        assertThat(sent).extracting(OutboxRows.Unsent::topic).containsOnly("tradepost.users.dead-letter");
        assertThat(sent).extracting(OutboxRows.Unsent::aggregateId).containsOnly("a");
        CloudEvent first = Json.mapper().readValue(sent.get(0).payload(), CloudEvent.class);
        assertThat(first.type()).isEqualTo("tradepost.users.event-parked.v1");
        assertThat(first.data().get("position").asLong()).isEqualTo(poison.offset());
        assertThat(first.data().get("payload").asText()).isEqualTo(poison.payload());
        assertThat(sent.get(1).payload()).contains("\"position\":" + (poison.offset() + 1));
    }

    @Test
    void aBrokerThatTellsAParkedEventAgainParksItOnce() {
        Received poison = event("a", 1);
        Received later = event("a", 2);
        park(poison);
        consume(later);
        consume(poison, later);
        park(poison);

        assertThat(waiting()).hasSize(2);
        assertThat(new OutboxRows(jdbi).unsent(10)).hasSize(2);
    }

    @Test
    void aReplayTakesEffectInOrderAndFreesTheKey() {
        park(event("a", 1));
        consume(event("a", 2), event("a", 3));
        long first = waiting().get(0).id();

        ReplayParked.Result result = replay(first);

        assertThat(result).isEqualTo(new ReplayParked.Result(3, null, null));
        assertThat(effects).containsExactly("a1", "a2", "a3");
        assertThat(witnessed).containsExactly(first, first + 1, first + 2);
        consume(event("a", 4));
        assertThat(effects).endsWith("a4");
        assertThat(parked.count()).isZero();
    }

    @Test
    void aReplayThatFailsAgainStaysWithItsNewReasonAndNothingOvertakesIt() {
        park(event("a", 1));
        consume(event("a", 2));
        refused.add("a1");
        ParkedEvent first = waiting().get(0);

        ReplayParked.Result result = replay(first.id());

        assertThat(result.replayed()).isZero();
        assertThat(result.next()).isEqualTo(first.id());
        ParkedEvent again = waiting().get(0);
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.reason())
                .startsWith("IllegalArgumentException at ParkingTest")
                .doesNotContain("says");
        assertThat(effects).isEmpty();
        assertThatThrownBy(() -> replay(waiting().get(1).id()))
                .isInstanceOfSatisfying(
                        NotReplayable.class, e -> assertThat(e.why()).isEqualTo(NotReplayable.Cause.BEHIND));
        assertThat(witnessed).isEmpty();
    }

    @Test
    void aReplayStopsAtTheNextOneThatIsRefused() {
        park(event("a", 1));
        consume(event("a", 2), event("a", 3));
        refused.add("a2");

        ReplayParked.Result result = replay(waiting().get(0).id());

        assertThat(result.replayed()).isEqualTo(1);
        assertThat(effects).containsExactly("a1");
        assertThat(waiting()).extracting(ParkedEvent::id).startsWith(result.next());
        assertThat(waiting()).hasSize(2);
    }

    @Test
    void afterDiscardingTheLaterOnesCanBeReplayedAndTheDiscardedNeverTakesEffect() {
        Received poison = event("a", 1);
        park(poison);
        consume(event("a", 2));
        jdbi.useTransaction(h -> inbox.discard(waiting().get(0).id()));

        assertThat(waiting()).extracting(ParkedEvent::first).containsExactly(true);
        assertThat(replay(waiting().get(0).id()).replayed()).isEqualTo(1);
        consume(poison);
        assertThat(effects).containsExactly("a2");
        assertThat(parked.count()).isZero();
    }

    @Test
    void whatWasSettledCannotBeSettledTheOtherWay() {
        park(event("a", 1));
        park(event("b", 1));
        long replayed = waiting().get(0).id();
        long discarded = waiting().get(1).id();
        replay(replayed);
        jdbi.useTransaction(h -> inbox.discard(discarded));

        assertThat(why(() -> replay(replayed))).isEqualTo(NotReplayable.Cause.REPLAYED);
        assertThat(why(() -> inbox.discard(replayed))).isEqualTo(NotReplayable.Cause.REPLAYED);
        assertThat(why(() -> replay(discarded))).isEqualTo(NotReplayable.Cause.DISCARDED);
        assertThat(why(() -> replay(4711))).isEqualTo(NotReplayable.Cause.UNKNOWN);
        assertThat(effects).containsExactly("a1");
    }

    @Test
    void twoReplicasThatReplayAtOnceTakeEffectOnceAndInOrder() throws Exception {
        park(event("a", 1));
        consume(event("a", 2), event("a", 3));
        long first = waiting().get(0).id();
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<Integer> replica = () -> {
            together.await();
            try {
                return replay(first).replayed();
            } catch (NotReplayable e) {
                return 0;
            }
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> both = threads.invokeAll(List.of(replica, replica));
            assertThat(both.get(0).get() + both.get(1).get()).isEqualTo(3);
        }
        assertThat(effects).containsExactly("a1", "a2", "a3");
        assertThat(parked.count()).isZero();
    }

    @Test
    void whatCannotBeReadParksWithTheLaterOnesOfItsKey() throws IOException {
        consume(
                Received.of(TOPIC, 0, offset++, "a".getBytes(UTF_8), "rubbish".getBytes(UTF_8)),
                event("a", 1),
                Received.of(TOPIC, 0, offset++, null, payload("a", 2).getBytes(UTF_8)),
                Received.of(TOPIC, 0, offset++, "c".getBytes(UTF_8), new byte[] {(byte) 0xff, 0, 1}),
                Received.of(TOPIC, 0, offset++, "d".getBytes(UTF_8), new byte[Received.MAX_BYTES + 1]),
                Received.of(TOPIC, 0, offset++, "e".getBytes(UTF_8), null),
                event("b", 1));

        assertThat(effects).containsExactly("b1");
        assertThat(waiting()).extracting(ParkedEvent::key).containsExactly("a", "a", null, "c", "d", "e");
        assertThat(waiting().get(2).reason()).isEqualTo("no key");
        assertThat(waiting().get(3).reason()).isEqualTo("not text in UTF-8");
        assertThat(waiting().get(4).reason()).contains("bytes");
        EventSchemas schemas = EventSchemas.own();
        assertThat(new OutboxRows(jdbi).unsent(10)).hasSize(6).allSatisfy(row -> {
            assertThat(row.payload().length()).isLessThan(1_000_000);
            schemas.assertKept(row.payload());
        });
        assertThat(replay(waiting().get(0).id()).refusal()).startsWith("not a CloudEvent");
    }

    @Test
    void aKeyThatMayBePersonalDataIsKnownByItsDigest() {
        consume(Received.of(TOPIC, 0, offset++, "alice@mail.example".getBytes(UTF_8), "{}".getBytes(UTF_8)));
        assertThat(waiting().get(0).key()).startsWith("sha256:").hasSize(71);
        assertThat(waiting().get(0).toString()).doesNotContain("alice");
    }

    @Test
    void whicheverServiceParksTellsItAsPublished() {
        EventSchemas schemas = EventSchemas.own();
        for (String service : List.of("users", "orders")) {
            new ParkedEvents(jdbi, new OutboxWriter(jdbi, service), service).park(event("a", 1), "poison");
        }
        new OutboxRows(jdbi).unsent(10).forEach(row -> schemas.assertKept(row.payload()));
        schemas.assertAllTried();
    }

    @Test
    void theListIsReadPageByPage() {
        park(event("a", 1));
        park(event("b", 1));
        park(event("c", 1));
        List<ParkedEvent> page = parked.waiting(0, 2);
        assertThat(page).extracting(ParkedEvent::key).containsExactly("a", "b");
        assertThat(parked.waiting(page.get(1).id(), 2))
                .extracting(ParkedEvent::key)
                .containsExactly("c");
        long audited = database.auditJdbi().withHandle(h -> h.createQuery("select count(*) from audit_parked_event")
                .mapTo(Long.class)
                .one());
        assertThat(audited).isEqualTo(3);
    }

    private NotReplayable.Cause why(Runnable deed) {
        try {
            jdbi.useTransaction(h -> deed.run());
        } catch (NotReplayable e) {
            return e.why();
        }
        throw new AssertionError("was not refused");
    }

    private ReplayParked.Result replay(long id) {
        return replay.replay(id, (one, received) -> witnessed.add(one));
    }

    private List<ParkedEvent> waiting() {
        return parked.waiting(0, 100);
    }

    private void park(Received received) {
        jdbi.useTransaction(h -> inbox.park(received, "for a test"));
    }

    private void consume(Received... batch) {
        jdbi.useTransaction(h -> inbox.consume(List.of(batch), handler));
    }

    private Received event(String key, long sequence) {
        return Received.of(
                TOPIC, 0, offset++, key.getBytes(UTF_8), payload(key, sequence).getBytes(UTF_8));
    }

    private static String payload(String subject, long sequence) {
        UUID id = Ids.newId();
        return Json.write(new CloudEvent(
                "1.0",
                id,
                "/tradepost/orders",
                "known",
                subject,
                null,
                "application/json",
                sequence,
                null,
                Json.mapper().valueToTree(Map.of("n", sequence))));
    }
}
