package org.tradepost.payments.payment.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tradepost.payments.payment.entity.Payment;
import org.tradepost.payments.payment.entity.PaymentStatus;
import org.tradepost.payments.payment.entity.PaymentTerms;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.rest.Json;

/** The published document says what the code answers. */
class OpenApiContractTest {
    private final JsonNode document = read();

    @Test
    void paymentsAreShownAsDocumented() {
        for (PaymentStatus status : PaymentStatus.values()) {
            String shown = Json.write(PaymentJson.of(payment(status, true)));
            assertThat(paymentSchema().validate(shown, InputFormat.JSON))
                    .as(shown)
                    .isEmpty();
        }
    }

    @Test
    void aTombstoneIsShownAsDocumented() {
        String shown = Json.write(PaymentJson.of(payment(PaymentStatus.VOIDED, false)));

        assertThat(paymentSchema().validate(shown, InputFormat.JSON)).isEmpty();
        assertThat(shown).doesNotContain("amount").doesNotContain("userId");
    }

    @Test
    void theTokenIsNeverShown() {
        assertThat(Json.write(PaymentJson.of(payment(PaymentStatus.CAPTURED, true))))
                .doesNotContain("tok_ok");
    }

    @Test
    void theDocumentedFieldsAndStatesAreAllThereAre() {
        List<String> documented = new ArrayList<>();
        document.at("/components/schemas/Payment/properties").fieldNames().forEachRemaining(documented::add);
        List<String> states = new ArrayList<>();
        document.at("/components/schemas/PaymentStatus/enum").forEach(state -> states.add(state.asText()));

        assertThat(documented)
                .containsExactlyElementsOf(Arrays.stream(PaymentJson.class.getRecordComponents())
                        .map(component -> component.getName())
                        .toList());
        assertThat(states)
                .containsExactlyElementsOf(
                        Arrays.stream(PaymentStatus.values()).map(Enum::name).toList());
    }

    @Test
    void theExamplesAreValid() {
        JsonNode examples =
                document.at("/paths/~1api~1v1~1payments~1{id}/get/responses/200/content/application~1json/examples");

        assertThat(examples).isNotEmpty().allSatisfy(example -> assertThat(
                        paymentSchema().validate(example.get("value")))
                .isEmpty());
    }

    @Test
    void onlyTheReadingOfAPaymentIsPublished() {
        List<String> paths = new ArrayList<>();
        document.get("paths").fieldNames().forEachRemaining(paths::add);

        assertThat(document.get("openapi").asText()).startsWith("3.1");
        assertThat(paths).containsExactly("/api/v1/payments/{id}");
    }

    @Test
    void aVoidAnswersWhetherTheOrderWasCharged() {
        assertThat(VoidJson.of(payment(PaymentStatus.DECLINED, true)).status()).isEqualTo(PaymentStatus.VOIDED);
        assertThat(VoidJson.of(payment(PaymentStatus.VOIDED, true)).status()).isEqualTo(PaymentStatus.VOIDED);
        assertThat(VoidJson.of(payment(PaymentStatus.REFUNDED, true)).status()).isEqualTo(PaymentStatus.CAPTURED);
    }

    private JsonSchema paymentSchema() {
        ObjectNode schema = Json.mapper().createObjectNode();
        schema.put("$ref", "#/components/schemas/Payment");
        schema.set("components", document.get("components"));
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema, config);
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper()
                    .readTree(Path.of("contracts", "openapi.yaml").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Payment payment(PaymentStatus status, boolean known) {
        PaymentTerms terms = new PaymentTerms(new UUID(1, 2), new Money(1000, "EUR"), "sandbox", "tok_ok");
        return new Payment(
                new UUID(1, 3),
                new UUID(1, 4),
                status,
                known ? Optional.of(terms) : Optional.empty(),
                null,
                "ch_1",
                status.wasCaptured() ? 1000 : 0,
                0,
                0,
                Instant.EPOCH,
                Instant.now(),
                2);
    }
}
