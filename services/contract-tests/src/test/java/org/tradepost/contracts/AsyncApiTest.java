package org.tradepost.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.tradepost.shared.testkit.AsyncApi.Action.RECEIVE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.contracts.AsyncApiRules.Topic;
import org.tradepost.shared.testkit.AsyncApi;

/** The AsyncAPI document says what is so. */
class AsyncApiTest {

    private static final AsyncApi PUBLISHED = AsyncApi.published();

    @Test
    void theDocumentAgreesWithSchemasAndTopics() throws IOException {
        assertThat(findings(PUBLISHED.document())).isEmpty();
    }

    /** One thing is set to another value, or taken away, and what the rules say to that. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            textBlock =
                    """
            /channels/orders                              | address  | tradepost.sales                     | channels lack [tradepost.orders]
            /channels/orders                              | address  | tradepost.sales                     | channels should not have [tradepost.sales]
            /channels/orders                              | address  | tradepost.sales                     | order-placed.v1 is on tradepost.sales
            /channels                                     | payments | -                                   | channels lack [tradepost.payments]
            /components/channelBindings/topic/kafka       | partitions | 8                                 | the channel tradepost.audit says Topic[partitions=8
            /components/channelBindings/topic/kafka/topicConfiguration | retention.ms | 60000               | retention=60000
            /components/messages/order-placed.v1          | name     | tradepost.orders.order-begun.v1     | messages should not have [tradepost.orders.order-begun.v1]
            /components/messages/order-placed.v1          | name     | tradepost.orders.order-begun.v1     | messages lack [tradepost.orders.order-placed.v1]
            /components/messages/order-placed.v1          | name     | tradepost.orders.order-resumed.v1   | two messages are named tradepost.orders.order-resumed.v1
            /components/messages/order-placed.v1          | title    | Order begun                         | the title of tradepost.orders.order-placed.v1
            /components/messages/order-placed.v1/payload  | schemaFormat | application/schema+json;version=draft-07 | is not in application/schema+json;version=draft-2020-12
            /components/messages/order-placed.v1/payload/schema | $ref | ../services/orders/contracts/events/order-resumed.v1.schema.json | which is no schema of it
            /components/messages/order-placed.v1/payload/schema | $ref | ../services/orders/contracts/events/order-gone.v1.schema.json    | which is no schema of it
            /channels/orders/messages                     | order-resumed.v1 | -                            | messages of channels lack [tradepost.orders.order-resumed.v1]
            /operations                                   | payments-send-payments | -                      | senders of tradepost.payments.payment-voided.v1 lack [payments]
            /operations                                   | catalog-send-audit | -                          | senders of tradepost.audit.entry-recorded.v1 lack [catalog]
            /operations/orders-send-orders/channel        | $ref     | #/channels/users                    | orders-send-orders is about #/channels/users
            /operations/orders-send-orders/channel        | $ref     | #/channels/users                    | senders of tradepost.users.user-deleted.v1 should not have [orders]
            /operations/users-receive-orders/messages/0   | $ref     | #/components/messages/order-placed.v1 | which is not of its channel
            """)
    void aMistakeIsFound(String parent, String field, String value, String finding) throws IOException {
        JsonNode document = PUBLISHED.document().deepCopy();
        ObjectNode changed = (ObjectNode) document.at(parent);
        assertThat(changed.has(field)).isTrue();
        if (value == null) {
            changed.remove(field);
        } else if (value.matches("\\d+")) {
            changed.put(field, Integer.parseInt(value));
        } else {
            changed.put(field, value);
        }
        if (parent.equals("/channels")) {
            ((ObjectNode) document.path("operations"))
                    .remove(List.of("payments-send-payments", "orders-receive-payments"));
        }

        assertThat(findings(document)).anySatisfy(found -> assertThat(found).contains(finding));
    }

    @Test
    void referencesLeadSomewhereAndOperationsHaveTheirName() {
        ObjectNode lost = PUBLISHED.document().deepCopy();
        ((ObjectNode) lost.at("/operations/orders-send-orders/channel")).put("$ref", "#/channels/nowhere");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> findings(lost))
                .withMessage("#/channels/nowhere leads nowhere");

        ObjectNode turned = PUBLISHED.document().deepCopy();
        ((ObjectNode) turned.at("/operations/orders-send-orders")).put("action", "receive");
        assertThatIllegalArgumentException().isThrownBy(() -> findings(turned)).withMessageContaining("is not named");
    }

    /** Which events they read, each service's own test compares. */
    @Test
    void servicesWithHandlersOfEventsAndNoOthersReceive() {
        Set<String> receiving = PUBLISHED.operations().stream()
                .filter(operation -> operation.action() == RECEIVE)
                .map(AsyncApi.Operation::service)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> handling =
                ContractFiles.sourcesWith(" implements EventHandler ", " implements ReplicaChanges.Listener ").stream()
                        .filter(path -> !path.startsWith("services/shared/"))
                        .map(path -> path.split("/")[1])
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(receiving).isNotEmpty().isEqualTo(handling);
    }

    /** Who makes events is known here by name; the contract test of its service has to try each kind of them. */
    @Test
    void eventsAreMadeWhereContractTestsTryThem() {
        assertThat(ContractFiles.sourcesWith("OutboxEvent.of(", "new OutboxEvent("))
                .extracting(path -> path.replaceFirst(".*/", ""))
                .containsExactlyInAnyOrder(
                        "UserEvents.java",
                        "ProductEvents.java",
                        "StockEvents.java",
                        "StoreBatch.java",
                        "OrderFacts.java",
                        "PaymentEvents.java",
                        "AuditRecord.java",
                        "ParkedEvents.java",
                        "OutboxEvent.java");
    }

    private static List<String> findings(JsonNode document) throws IOException {
        return AsyncApiRules.findings(new AsyncApi(document), ContractFiles.current(), topics());
    }

    private static Map<String, Topic> topics() throws IOException {
        Map<String, Topic> topics = new TreeMap<>();
        String manifests = ContractFiles.text("kustomize/components/kafka/topics.yaml");
        YAMLMapper yaml = new YAMLMapper();
        try (MappingIterator<JsonNode> documents =
                yaml.readerFor(JsonNode.class).readValues(manifests)) {
            while (documents.hasNext()) {
                JsonNode topic = documents.next();
                topics.put(
                        topic.at("/metadata/name").asText(),
                        new Topic(
                                topic.at("/spec/partitions").asInt(),
                                topic.at("/spec/config/retention.ms").asLong()));
            }
        }
        return topics;
    }
}
