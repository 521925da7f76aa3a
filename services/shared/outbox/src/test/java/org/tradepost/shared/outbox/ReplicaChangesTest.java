package org.tradepost.shared.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplicaChangesTest {

    private static final String TOPIC = "tradepost.users";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final AtomicLong now = new AtomicLong();
    private final List<String> told = new ArrayList<>();
    private final ReplicaChanges changes = new ReplicaChanges();
    private MockConsumer<byte[], byte[]> broker;
    private boolean late;
    private boolean databaseIsAway;

    @BeforeEach
    void follow() {
        changes.outbox = new OutboxRows() {
            @Override
            public boolean isLate(Duration wait) {
                if (databaseIsAway) {
                    throw new IllegalStateException("no database");
                }
                return late;
            }
        };
        ReplicaChanges.Listener listener = new ReplicaChanges.Listener() {
            @Override
            public void begins() {
                told.add("begins");
            }

            @Override
            public void received(List<CloudEvent> events) {
                events.forEach(event -> told.add(event.subject()));
            }

            @Override
            public void upToDate() {
                told.add("up to date");
            }
        };
        changes.follow(new TopicTail(TOPIC, this::connect, listener, now::get), listener);
    }

    @Test
    void nothingIsFreshBeforeTheFirstLook() {
        assertThat(new ReplicaChanges().isFresh()).isFalse();
        assertThat(changes.isFresh()).isFalse();
        changes.look();
        assertThat(changes.isFresh()).isTrue();
        assertThat(told).containsExactly("begins", "up to date");
    }

    @Test
    void whatWaitsInTheOutboxIsNotKnownElsewhere() {
        changes.look();
        late = true;
        changes.look();
        assertThat(changes.isFresh()).isFalse();
        late = false;
        changes.look();
        assertThat(changes.isFresh()).isTrue();
        assertThat(told).containsExactly("begins", "up to date", "up to date");
    }

    @Test
    void whatIsOnTheTopicAndWasNotReadIsNotKnownHere() {
        changes.look();
        now.addAndGet(Duration.ofMillis(501).toNanos());
        assertThat(changes.isFresh()).isFalse();
        broker.updateEndOffsets(Map.of(PARTITION, 1L));
        changes.look();
        assertThat(changes.isFresh()).isFalse();
    }

    @Test
    void afterALookThatFailedAllIsForgottenBeforeAnythingIsFresh() {
        changes.look();
        databaseIsAway = true;
        assertThatThrownBy(changes::look).hasMessage("no database");
        changes.lost();
        assertThat(changes.isFresh()).isFalse();
        assertThat(broker.closed()).isTrue();
        databaseIsAway = false;
        changes.look();
        assertThat(changes.isFresh()).isTrue();
        assertThat(told).containsExactly("begins", "up to date", "begins", "up to date");
    }

    private MockConsumer<byte[], byte[]> connect() {
        broker = new MockConsumer<>("none");
        Node node = new Node(1, "broker", 9092);
        broker.updatePartitions(
                TOPIC, List.of(new PartitionInfo(TOPIC, 0, node, new Node[] {node}, new Node[] {node})));
        broker.updateEndOffsets(Map.of(PARTITION, 0L));
        return broker;
    }
}
