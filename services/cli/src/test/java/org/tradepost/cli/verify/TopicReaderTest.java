package org.tradepost.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicReaderTest {
    private static final TopicPartition ORDERS = new TopicPartition("tradepost.orders", 0);

    private final MockConsumer<String, String> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());

    private Topics read(String... values) {
        Node[] none = {};
        consumer.updatePartitions(
                ORDERS.topic(), List.of(new PartitionInfo(ORDERS.topic(), 0, Node.noNode(), none, none)));
        consumer.updatePartitions("other", List.of(new PartitionInfo("other", 0, Node.noNode(), none, none)));
        consumer.updateBeginningOffsets(Map.of(ORDERS, 0L));
        consumer.updateEndOffsets(Map.of(ORDERS, (long) values.length));
        consumer.schedulePollTask(() -> {
            for (int i = 0; i < values.length; i++) {
                consumer.addRecord(new ConsumerRecord<>(ORDERS.topic(), 0, i, "o1", values[i]));
            }
        });
        return TopicReader.read(consumer);
    }

    @Test
    void readsEveryEventOfTradepostsTopics() {
        Topics topics =
                read("{\"id\":\"e1\",\"type\":\"t\",\"sequence\":2}", "{\"id\":\"e2\",\"type\":\"t\",\"sequence\":3}");

        assertThat(topics.size()).isEqualTo(2);
        assertThat(topics.find("e2"))
                .hasValueSatisfying(event -> assertThat(event.sequence()).isEqualTo(3));
        assertThat(topics.find("e3")).isEmpty();
    }

    @Test
    void eventSentTwiceIsOneAndTwoTextsOfOneEventAreNoticed() {
        Topics topics = read(
                "{\"id\":\"e1\",\"n\":1}",
                "{\"id\":\"e1\",\"n\":1}",
                "{\"id\":\"e2\",\"n\":1}",
                "{\"id\":\"e2\",\"n\":2}");

        assertThat(topics.size()).isEqualTo(2);
        assertThat(topics.isAmbiguous("e1")).isFalse();
        assertThat(topics.isAmbiguous("e2")).isTrue();
    }

    @Test
    void whatIsNoEventIsPassedOver() {
        assertThat(read("not json", "{}").size()).isZero();
    }
}
