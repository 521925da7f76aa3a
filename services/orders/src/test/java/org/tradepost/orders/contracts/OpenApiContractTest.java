package org.tradepost.orders.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.orders.ordering.entity.OrderEventType;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.orders.webhook.entity.Attempt.Failure;
import org.tradepost.orders.webhook.entity.EventTypes;

/** The OpenAPI document is whole, and its examples are what it says they are. */
class OpenApiContractTest {

    private final JsonNode document = Contract.openApi();

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = document.findValuesAsText("$ref");

        assertThat(references).hasSizeGreaterThan(50).allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(document.at(JsonPointer.compile(reference.substring(1))).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "PlaceOrder,PlaceOrder",
        "PlaceOrderBackOffice,PlaceOrder",
        "Order,Order",
        "OrderPage,OrderPage",
        "Timeline,TimelinePage",
        "RefundLines,RefundRequest",
        "RefundAmount,RefundRequest",
        "SalesReport,SalesReport",
        "ProblemMissingKey,Problem",
        "ProblemInvalid,Problem",
        "ProblemDeclined,Problem",
        "ProblemOutOfStock,Problem",
        "ProblemDuplicateReference,Problem"
    })
    void anExampleIsValid(String example, String schema) {
        JsonNode value = document.at("/components/examples/" + example + "/value");

        assertThat(value.isMissingNode()).isFalse();
        assertThat(Contract.check(schema, value)).isEmpty();
    }

    @Test
    void statesAndHistoryEntriesAreThoseOfTheCode() {
        assertThat(texts("/components/schemas/OrderStatus/enum"))
                .containsExactlyElementsOf(
                        Arrays.stream(OrderStatus.values()).map(Enum::name).toList());
        assertThat(texts("/components/schemas/TimelineEntry/properties/type/enum"))
                .containsExactlyElementsOf(Arrays.stream(OrderEventType.values())
                        .map(OrderEventType::wireName)
                        .toList());
        assertThat(texts("/components/schemas/WebhookEventType/enum"))
                .containsExactlyInAnyOrderElementsOf(EventTypes.ALL);
        assertThat(texts("/components/schemas/WebhookDelivery/properties/lastFailure/enum"))
                .containsExactlyElementsOf(
                        Arrays.stream(Failure.values()).map(Enum::name).toList());
    }

    @Test
    void everyOperationHasANameOfItsOwnAndSaysHowItRefuses() {
        List<String> names = new ArrayList<>();
        for (JsonNode path : document.get("paths")) {
            for (Map.Entry<String, JsonNode> operation : path.properties()) {
                if (operation.getKey().equals("parameters")) {
                    continue;
                }
                names.add(operation.getValue().get("operationId").asText());
                assertThat(operation.getValue().get("responses").has("401"))
                        .as(names.get(names.size() - 1))
                        .isTrue();
            }
        }
        assertThat(names).hasSize(24).doesNotHaveDuplicates();
    }

    private List<String> texts(String pointer) {
        List<String> texts = new ArrayList<>();
        document.at(pointer).forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
