package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradepost.system.Shop.Customer;

/** An event that no service can handle waits for a person, with the later ones of its key; all others go on. */
@Tag("local")
class ParkingIT {

    private static final String LIST = "/api/v1/admin/parked-events/users";

    @Test
    void poisonParksWithTheLaterOnesOfItsKeyUntilAnAdministratorSettlesIt() throws Exception {
        Customer customer = Shop.customer();
        UUID poisoned = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        try (KafkaProducer<String, String> producer = producer()) {
            send(producer, poisoned, 1, "{}");
            send(producer, poisoned, 2, "{\"userId\":\"" + customer.id() + "\"}");
            send(producer, other, 1, "{\"userId\":\"" + customer.id() + "\"}");
        }

        assertThat(activity(customer, 1)).containsExactly(other.toString());
        Eventually.get(
                Shop.admin(),
                LIST + "?limit=100",
                answer -> parked(answer, poisoned).size() == 2);
        List<JsonNode> waiting = parked(Shop.admin().get(LIST + "?limit=100").expect(200), poisoned);
        assertThat(waiting.get(0).path("first").asBoolean()).isTrue();
        assertThat(waiting.get(1).path("first").asBoolean()).isFalse();
        String poison = LIST + "/" + waiting.get(0).path("id").asLong();
        String later = LIST + "/" + waiting.get(1).path("id").asLong();

        customer.api().get(LIST).expectProblem(403, "FORBIDDEN");
        Shop.admin().post(later + "/replay", null).expectProblem(409, "CONFLICT");
        Shop.admin().post(poison + "/replay", null).expectProblem(409, "CONFLICT");
        Shop.admin().post(LIST + "/0/replay", null).expectProblem(404, "NOT_FOUND");
        JsonNode refused =
                parked(Shop.admin().get(LIST + "?limit=100"), poisoned).getFirst();
        assertThat(refused.path("attempts").asInt()).isEqualTo(2);

        Answer discarded = Shop.admin().post(poison + "/discard", null).expect(200);
        assertThat(discarded.body().path("next").asLong())
                .isEqualTo(waiting.get(1).path("id").asLong());
        Answer replayed = Shop.admin().post(later + "/replay", null).expect(200);
        assertThat(replayed.body().path("replayed").asInt()).isEqualTo(1);
        assertThat(activity(customer, 2)).contains(poisoned.toString(), other.toString());
        assertThat(parked(Shop.admin().get(LIST + "?limit=100"), poisoned)).isEmpty();
        for (String action : List.of("event.discarded", "event.replayed")) {
            Eventually.get(Shop.admin(), "/api/v1/admin/audit?action=" + action, answer -> !answer.body()
                    .path("items")
                    .isEmpty());
        }
    }

    private static List<String> activity(Customer customer, int expected) {
        Answer feed = Eventually.get(
                customer.api(),
                "/api/v1/users/" + customer.id() + "/activity",
                answer -> answer.body().path("items").size() == expected);
        return feed.body().path("items").findValuesAsText("orderId");
    }

    private static List<JsonNode> parked(Answer list, UUID key) {
        List<JsonNode> found = new ArrayList<>();
        list.body().path("items").forEach(item -> {
            if (item.path("key").asText().equals(key.toString())) {
                found.add(item);
            }
        });
        return found;
    }

    private static void send(KafkaProducer<String, String> producer, UUID order, int sequence, String data)
            throws Exception {
        String event =
                """
                {"specversion":"1.0","id":"%s","source":"/tradepost/orders","type":"tradepost.orders.order-confirmed.v1",
                 "subject":"%s","time":"%s","datacontenttype":"application/json","sequence":%d,"data":%s}"""
                        .formatted(UUID.randomUUID(), order, Instant.now(), sequence, data);
        producer.send(new ProducerRecord<>("tradepost.orders", order.toString(), event))
                .get();
    }

    private static KafkaProducer<String, String> producer() {
        String bootstrap = Deployment.get().platform().installation().kafkaBootstrap();
        return new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap, ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(),
                new StringSerializer());
    }
}
