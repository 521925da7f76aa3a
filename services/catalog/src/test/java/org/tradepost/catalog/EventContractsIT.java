package org.tradepost.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.catalog.CatalogFixture.details;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tradepost.catalog.productimport.control.ImportsForTests;
import org.tradepost.shared.rest.Json;

/** What goes out is what contracts/events says. */
class EventContractsIT {

    private static final Path CONTRACTS = Path.of("contracts", "events");
    private static final List<JsonNode> EVENTS = new ArrayList<>();

    @BeforeAll
    static void makeOneEventOfEachKind() throws Exception {
        CatalogFixture catalog = new CatalogFixture();
        catalog.create(details("X ", "Lamp", true));
        catalog.replace(details("X ", "Lantern", true), "*");
        catalog.adjust("X ", 5);
        catalog.archive("X ", "*");
        ImportsForTests.run(catalog, "sku,name,price,currency\nA,Lamp,1,GBP\n");
        List<String> payloads = catalog.jdbi.withHandle(
                h -> h.createQuery("SELECT payload FROM outbox WHERE topic = 'tradepost.catalog' ORDER BY id")
                        .mapTo(String.class)
                        .list());
        for (String payload : payloads) {
            EVENTS.add(Json.mapper().readTree(payload));
        }
    }

    @Test
    void every_event_matches_the_schema_of_its_type() throws IOException {
        for (JsonNode event : EVENTS) {
            assertThat(schema(fileName(event)).validate(event))
                    .as(event.toString())
                    .isEmpty();
        }
    }

    @Test
    void every_schema_has_an_event_and_every_event_a_schema() throws IOException {
        try (Stream<Path> files = Files.list(CONTRACTS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            EVENTS.stream().map(EventContractsIT::fileName).toList());
        }
    }

    @Test
    void events_about_one_sku_are_numbered_in_order_whatever_they_are_about() {
        assertThat(EVENTS.stream().filter(e -> e.get("subject").asText().equals("X ")))
                .extracting(e -> e.get("sequence").asLong())
                .containsExactly(1L, 2L, 3L, 4L);
    }

    private static String fileName(JsonNode event) {
        return event.get("type").asText().substring("tradepost.catalog.".length()) + ".schema.json";
    }

    private static JsonSchema schema(String file) throws IOException {
        try (InputStream in = new ByteArrayInputStream(
                Files.readString(CONTRACTS.resolve(file)).getBytes(StandardCharsets.UTF_8))) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        }
    }
}
