package org.tradepost.gateway.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tradepost.gateway.contracts.control.MergeContracts;
import org.tradepost.gateway.contracts.control.PublishedContract;

class MergeContractsTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static JsonNode merge(String first, String second) throws Exception {
        Map<String, JsonNode> contracts = new LinkedHashMap<>();
        contracts.put("orders", YAML.readTree(first));
        contracts.put("payments", YAML.readTree(second));
        return MergeContracts.merge(YAML.readTree("title: All"), contracts);
    }

    private static String contract(String path, String operation, String money) {
        return """
                openapi: 3.1.0
                security: [{bearer: []}]
                paths:
                  %s:
                    get:
                      operationId: %s
                      responses:
                        "200": {content: {application/json: {schema: {$ref: "#/components/schemas/Bill"}}}}
                components:
                  schemas:
                    Bill: {type: object, properties: {total: {$ref: "#/components/schemas/Money"}}}
                    Money: %s
                """
                .formatted(path, operation, money);
    }

    @Test
    void makesOneOfComponentsThatDifferInProseOnly() throws Exception {
        JsonNode merged = merge(
                contract("/a", "a", "{type: object, description: one, required: [x, y]}"),
                contract("/b", "b", "{type: object, description: other, required: [y, x]}"));
        assertThat(merged.at("/components/schemas").size()).isEqualTo(2);
        assertThat(merged.at("/paths").size()).isEqualTo(2);
        assertThat(merged.at("/paths/~1b/get/security/0/bearer").isArray()).isTrue();
    }

    @Test
    void renamesAComponentThatMeansSomethingElseAndAllThatReferToIt() throws Exception {
        JsonNode merged = merge(contract("/a", "a", "{type: object}"), contract("/b", "b", "{type: string}"));
        assertThat(merged.at("/components/schemas/Money/type").asText()).isEqualTo("object");
        assertThat(merged.at("/components/schemas/PaymentsMoney/type").asText()).isEqualTo("string");
        assertThat(merged.at("/components/schemas/PaymentsBill/properties/total/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/PaymentsMoney");
        assertThat(merged.at("/paths/~1b/get/responses/200/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/PaymentsBill");
        assertThat(merged.at("/paths/~1a/get/responses/200/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/Bill");
    }

    @Test
    void refusesAnOperationDescribedTwice() {
        assertThatThrownBy(
                        () -> merge(contract("/a", "a", "{type: object}"), contract("/a", "other", "{type: object}")))
                .hasMessageContaining("get of /a");
        assertThatThrownBy(() -> merge(contract("/a", "a", "{type: object}"), contract("/b", "a", "{type: object}")))
                .hasMessageContaining("operation a");
    }

    @Test
    void publishesAllServicesAndRefersToNothingThatIsMissing() throws Exception {
        JsonNode document = new ObjectMapper().readTree(PublishedContract.load().json());
        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
        for (String path : new String[] {
            "/api/v1/login",
            "/api/v1/products",
            "/api/v1/orders",
            "/api/v1/payments/{id}",
            "/api/v1/users/{id}/overview"
        }) {
            assertThat(document.path("paths").has(path)).as(path).isTrue();
        }
        for (String reference : document.findValuesAsText("$ref")) {
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
        assertThat(YAML.readTree(PublishedContract.load().yaml())).isEqualTo(document);
    }
}
