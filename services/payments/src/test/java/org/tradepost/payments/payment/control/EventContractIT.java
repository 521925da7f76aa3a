package org.tradepost.payments.payment.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.payments.testing.PaymentsFixture.pounds;
import static org.tradepost.payments.testing.PaymentsFixture.terms;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tradepost.payments.testing.PaymentsFixture;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.rest.Json;

/** What goes out is what {@code contracts/events} promises, event by event, and nothing is promised that never goes out. */
class EventContractIT {
    private static final Path CONTRACTS = Path.of("contracts", "events");

    @Test
    void everyEventKeepsItsSchemaAndEverySchemaHasItsEvent() throws IOException {
        Set<String> told = new HashSet<>();
        for (String payload : everyKindOfEvent()) {
            JsonNode event = Json.mapper().readTree(payload);
            String name = event.get("type").asText().replace("tradepost.payments.", "");
            told.add(name + ".schema.json");

            assertThat(schema(name).validate(payload, InputFormat.JSON))
                    .as(payload)
                    .isEmpty();
        }
        assertThat(told).isEqualTo(schemas());
    }

    @Test
    void aSchemaRefusesWhatItDoesNotKnow() throws IOException {
        String payload = everyKindOfEvent().get(0);
        String withMore = payload.replace("\"data\":{", "\"data\":{\"token\":\"tok_ok\",");
        String withLess = payload.replace("\"specversion\":\"1.0\",", "");

        assertThat(schema("payment-captured.v1").validate(withMore, InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema("payment-captured.v1").validate(withLess, InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void eventsNameNeitherPayerNorToken() {
        assertThat(everyKindOfEvent())
                .noneMatch(payload -> payload.contains("tok_"))
                .noneMatch(payload -> payload.contains(terms("tok_ok").userId().toString()));
    }

    private static List<String> everyKindOfEvent() {
        PaymentsFixture fixture = new PaymentsFixture();
        UUID paid = fixture.paidOrder();
        fixture.refund.refund(paid, "r1", pounds(1));
        fixture.refund.refund(paid, "r2", pounds(2597));
        UUID declined = Ids.newId();
        fixture.capture.capture(declined, terms("tok_declined"));
        UUID voided = Ids.newId();
        fixture.voiding.voidPayment(voided);
        return Stream.of(paid, declined, voided)
                .flatMap(order -> fixture.payloads(order).stream())
                .toList();
    }

    private static JsonSchema schema(String name) throws IOException {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(CONTRACTS.resolve(name + ".schema.json")), config);
    }

    private static Set<String> schemas() throws IOException {
        try (Stream<Path> files = Files.list(CONTRACTS)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
