package org.tradepost.shared.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.testkit.TestPostgres;

class OutboxTest {

    private Jdbi jdbi;
    private OutboxWriter writer;
    private OutboxRows rows;
    private Inbox inbox;
    private final List<CloudEvent> handled = new ArrayList<>();
    private final EventHandler handler = new EventHandler() {
        @Override
        public Set<String> topics() {
            return Set.of("tradepost.orders");
        }

        @Override
        public Set<String> types() {
            return Set.of("known");
        }

        @Override
        public void handle(CloudEvent event) {
            if (event.data().has("poison")) {
                throw new IllegalArgumentException("cannot be handled");
            }
            handled.add(event);
        }
    };

    @BeforeEach
    void open() {
        jdbi = TestPostgres.start()
                .database("outbox", "public", "classpath:db/shared")
                .jdbi();
        writer = new OutboxWriter(jdbi, "orders");
        rows = new OutboxRows(jdbi);
        inbox = new Inbox(jdbi, new ParkedEvents(jdbi, writer, "users"));
    }

    @Test
    void whatIsWrittenIsACloudEventInOrder() throws JsonProcessingException {
        writer.appendAll(List.of(event("a", 1, "known"), event("b", 1, "known"), event("a", 2, "known")));
        List<OutboxRows.Unsent> unsent = rows.unsent(10);
        assertThat(unsent).extracting(OutboxRows.Unsent::aggregateId).containsExactly("a", "b", "a");
        CloudEvent first = Json.mapper().readValue(unsent.get(0).payload(), CloudEvent.class);
        assertThat(first.specversion()).isEqualTo("1.0");
        assertThat(first.source()).isEqualTo("/tradepost/orders");
        assertThat(first.subject()).isEqualTo("a");
        assertThat(first.sequence()).isEqualTo(1);
        assertThat(first.data().get("n").asLong()).isEqualTo(1);
    }

    @Test
    void aRowThatCommitsLateIsStillSent() {
        try (Handle late = jdbi.open()) {
            late.begin();
            late.execute(
                    """
                    insert into outbox (event_id, topic, aggregate_id, sequence, payload)
                    values (gen_random_uuid(), 't', 'late', 1, '{}')""");
            writer.append(event("early", 1, "known"));
            List<OutboxRows.Unsent> first = rows.unsent(10);
            assertThat(first).extracting(OutboxRows.Unsent::aggregateId).containsExactly("early");
            rows.markSent(first.stream().map(OutboxRows.Unsent::id).toList());
            late.commit();
        }
        assertThat(rows.unsent(10)).extracting(OutboxRows.Unsent::aggregateId).containsExactly("late");
        assertThat(rows.lag()).isEqualTo(1);
        assertThat(rows.isLate(Duration.ofMinutes(1))).isFalse();
        assertThat(rows.isLate(Duration.ZERO)).isTrue();
    }

    @Test
    void anEventTakesEffectOnceHoweverOftenItArrives() {
        Received received = received(event("a", 1, "known"), 0);
        consume(List.of(received, received));
        consume(List.of(received));
        assertThat(handled).hasSize(1);
    }

    @Test
    void anOlderEventOfAnAggregateIsIgnored() {
        consume(List.of(received(event("a", 5, "known"), 0)));
        consume(List.of(received(event("a", 4, "known"), 1), received(event("b", 1, "known"), 2)));
        assertThat(handled).extracting(CloudEvent::subject).containsExactly("a", "b");
    }

    @Test
    void anEventThatStandsAloneHasNoPositionToKeep() {
        consume(List.of(received(event("a", OutboxEvent.STANDS_ALONE, "known"), 0)));
        consume(List.of(received(event("a", OutboxEvent.STANDS_ALONE, "known"), 1)));
        assertThat(handled).hasSize(2);
        assertThat(count("inbox_position")).isZero();
    }

    @Test
    void eachHandlerGetsTheEventsItUnderstands() {
        List<String> others = new ArrayList<>();
        EventHandler other = handlerOf("other", event -> others.add(event.subject()));
        EventHandler both = EventHandlers.of(List.of(handler, other));
        assertThat(both.topics()).containsExactlyInAnyOrder("tradepost.orders", "tradepost.other");
        jdbi.useTransaction(h ->
                inbox.consume(List.of(received(event("a", 1, "known"), 0), received(event("b", 1, "other"), 1)), both));
        assertThat(handled).extracting(CloudEvent::subject).containsExactly("a");
        assertThat(others).containsExactly("b");
    }

    @Test
    void handlersOfOneTypeAllGetItsEvents() {
        List<String> others = new ArrayList<>();
        EventHandler other = handlerOf("known", event -> others.add(event.subject()));
        EventHandler both = EventHandlers.of(List.of(handler, other));
        jdbi.useTransaction(h -> inbox.consume(List.of(received(event("a", 1, "known"), 0)), both));
        assertThat(handled).extracting(CloudEvent::subject).containsExactly("a");
        assertThat(others).containsExactly("a");
    }

    @Test
    void anEventThatIsNotWantedIsPassedOverUntilItIs() {
        Set<String> wanted = new HashSet<>();
        EventHandler choosy = new EventHandler() {
            @Override
            public Set<String> topics() {
                return handler.topics();
            }

            @Override
            public Set<String> types() {
                return handler.types();
            }

            @Override
            public Set<String> wanted() {
                return wanted;
            }

            @Override
            public void handle(CloudEvent event) {
                handler.handle(event);
            }
        };
        jdbi.useTransaction(
                h -> inbox.consume(List.of(received(event("a", 1, "known"), 0)), EventHandlers.of(List.of(choosy))));
        assertThat(handled).isEmpty();
        assertThat(count("inbox")).isZero();

        wanted.addAll(handler.types());
        jdbi.useTransaction(
                h -> inbox.consume(List.of(received(event("a", 2, "known"), 1)), EventHandlers.of(List.of(choosy))));
        assertThat(handled).hasSize(1);
    }

    private static EventHandler handlerOf(String name, Consumer<CloudEvent> effect) {
        return new EventHandler() {
            @Override
            public Set<String> topics() {
                return Set.of("tradepost." + name);
            }

            @Override
            public Set<String> types() {
                return Set.of(name);
            }

            @Override
            public void handle(CloudEvent event) {
                effect.accept(event);
            }
        };
    }

    @Test
    void unknownTypesArePassedOver() {
        consume(List.of(received(event("a", 1, "of another time"), 0)));
        assertThat(handled).isEmpty();
        assertThat(count("inbox")).isZero();
    }

    @Test
    void aFailedEffectLeavesNoRecordOfTheEvent() {
        OutboxEvent poison = OutboxEvent.of("tradepost.orders", "known", "a", 1, Map.of("poison", true));
        assertThatThrownBy(() -> consume(List.of(received(poison, 0)))).isInstanceOf(IllegalArgumentException.class);
        assertThat(count("inbox")).isZero();
    }

    @Test
    void whatCannotBeReadIsParkedOnce() {
        Received rubbish = Received.of("tradepost.orders", 0, 7, new byte[] {'k'}, new byte[] {'r'});
        consume(List.of(rubbish));
        consume(List.of(rubbish));
        assertThat(count("parked_event")).isEqualTo(1);
    }

    private void consume(List<Received> batch) {
        jdbi.useTransaction(h -> inbox.consume(batch, handler));
    }

    private long count(String table) {
        return jdbi.withHandle(h ->
                h.createQuery("select count(*) from " + table).mapTo(Long.class).one());
    }

    private static OutboxEvent event(String aggregate, long sequence, String type) {
        return OutboxEvent.of("tradepost.orders", type, aggregate, sequence, Map.of("n", sequence));
    }

    private static Received received(OutboxEvent event, long offset) {
        CloudEvent cloudEvent = new CloudEvent(
                "1.0",
                event.id(),
                "/tradepost/orders",
                event.type(),
                event.aggregateId(),
                null,
                "application/json",
                event.sequence(),
                null,
                Json.mapper().valueToTree(event.data()));
        return new Received("tradepost.orders", 0, offset, event.aggregateId(), "{}", null, cloudEvent, null);
    }
}
