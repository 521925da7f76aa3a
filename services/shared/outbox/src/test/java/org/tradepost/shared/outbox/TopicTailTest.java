package org.tradepost.shared.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicTailTest {

    private static final String TOPIC = "tradepost.catalog";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong();
    private final List<String> told = new ArrayList<>();
    private final List<MockConsumer<byte[], byte[]>> opened = new ArrayList<>();
    private final TopicTail tail = new TopicTail(
            TOPIC,
            () -> {
                opened.add(broker(1, 7));
                return opened.getLast();
            },
            new TopicTail.Listener() {
                @Override
                public void begins() {
                    told.add("begins");
                }

                @Override
                public void received(List<CloudEvent> events) {
                    events.forEach(event -> told.add(event.subject()));
                }
            },
            now::get);

    @Test
    void whatWasThereBeforeIsNotSeenAndWhatComesIs() {
        tail.follow();
        add(7, event("a"));
        tail.follow();
        assertThat(told).containsExactly("begins", "a");
    }

    @Test
    void whatCannotBeReadIsPassedOver() {
        tail.follow();
        add(7, "{");
        add(8, event("b"));
        tail.follow();
        assertThat(told).containsExactly("begins", "b");
    }

    @Test
    void itIsCurrentForAsLongAsItHasSeenEverything() {
        assertThat(tail.isCurrent(SECOND)).isFalse();
        tail.follow();
        assertThat(tail.isCurrent(SECOND)).isTrue();
        now.addAndGet(SECOND.toNanos() + 1);
        assertThat(tail.isCurrent(SECOND)).isFalse();

        // One is on the topic and has not come yet.
        opened.getLast().updateEndOffsets(Map.of(FIRST, 8L));
        tail.follow();
        assertThat(tail.isCurrent(SECOND)).isFalse();
        add(7, event("a"));
        tail.follow();
        assertThat(tail.isCurrent(SECOND)).isTrue();
    }

    @Test
    void aBrokerThatDoesNotAnswerEndsThatAndItBeginsAnew() {
        tail.follow();
        opened.getLast().setOffsetsException(new KafkaException("away"));
        assertThatThrownBy(tail::follow).hasMessage("away");
        tail.close();
        assertThat(tail.isCurrent(SECOND)).isFalse();
        assertThat(opened.getLast().closed()).isTrue();
        tail.follow();
        assertThat(tail.isCurrent(SECOND)).isTrue();
        assertThat(told).containsExactly("begins", "begins");
    }

    @Test
    void aTopicThatGrewIsFollowedAnew() {
        tail.follow();
        opened.getLast().updatePartitions(TOPIC, partitions(2));
        assertThatThrownBy(tail::follow).hasMessageContaining("other partitions");
    }

    @Test
    void aTopicThatIsNotThereIsNoReasonToBeCurrent() {
        TopicTail nowhere = new TopicTail(TOPIC, () -> broker(0, 0), null, now::get);
        assertThatThrownBy(nowhere::follow).hasMessageContaining("no topic");
        assertThat(nowhere.isCurrent(SECOND)).isFalse();
    }

    private static MockConsumer<byte[], byte[]> broker(int count, long end) {
        MockConsumer<byte[], byte[]> broker = new MockConsumer<>("none");
        broker.updatePartitions(TOPIC, partitions(count));
        broker.updateEndOffsets(Map.of(FIRST, end));
        return broker;
    }

    private static List<PartitionInfo> partitions(int count) {
        Node node = new Node(1, "broker", 9092);
        return IntStream.range(0, count)
                .mapToObj(i -> new PartitionInfo(TOPIC, i, node, new Node[] {node}, new Node[] {node}))
                .toList();
    }

    private void add(long offset, String value) {
        opened.getLast()
                .addRecord(new ConsumerRecord<>(
                        TOPIC,
                        0,
                        offset,
                        "key".getBytes(StandardCharsets.UTF_8),
                        value.getBytes(StandardCharsets.UTF_8)));
    }

    private static String event(String subject) {
        return "{\"specversion\":\"1.0\",\"id\":\"00000000-0000-7000-8000-000000000001\",\"source\":\"/tradepost/catalog\","
                + "\"type\":\"tradepost.catalog.product-updated.v1\",\"subject\":\"" + subject
                + "\",\"sequence\":1,\"data\":{}}";
    }
}
