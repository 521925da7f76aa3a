package org.tradepost.shared.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What a record looks like to others: the channels and headers of {@code docs/asyncapi.yaml}. */
class RelayedRecordTest {

    @Test
    void isACloudEventInStructuredModeUnderItsAggregatesKey() {
        ProducerRecord<String, String> message =
                OutboxRelay.record(new OutboxRows.Unsent(1, "tradepost.orders", "o-1", "{\"specversion\":\"1.0\"}"));

        assertThat(message.topic()).isEqualTo("tradepost.orders");
        assertThat(message.key()).isEqualTo("o-1");
        assertThat(message.value()).isEqualTo("{\"specversion\":\"1.0\"}");
        assertThat(message.headers()).singleElement().satisfies(header -> {
            assertThat(header.key()).isEqualTo("content-type");
            assertThat(new String(header.value(), UTF_8)).isEqualTo("application/cloudevents+json; charset=UTF-8");
        });
    }
}
