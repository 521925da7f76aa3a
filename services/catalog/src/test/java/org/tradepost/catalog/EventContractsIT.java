package org.tradepost.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.catalog.CatalogFixture.details;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tradepost.catalog.product.control.TendProductCache;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.catalog.productimport.control.ImportsForTests;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.testkit.EventSchemas;

/** What goes out is what contracts/events says. */
class EventContractsIT {

    private static final List<JsonNode> EVENTS = new ArrayList<>();

    @BeforeAll
    static void makeOneEventOfEachKind() throws Exception {
        CatalogFixture catalog = new CatalogFixture();
        catalog.create(details("X ", "Lamp", true));
        catalog.replace(details("X ", "Lantern", true), "*");
        catalog.adjust("X ", 5);
        catalog.archive("X ", "*");
        catalog.inTransaction(() ->
                new TendProductCache(catalog.cached, catalog.productEvents).forget(UUID.randomUUID(), new Sku("X ")));
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
    void every_event_keeps_the_schema_of_its_type_and_every_schema_has_an_event() {
        EventSchemas schemas = EventSchemas.own();
        EVENTS.forEach(event -> schemas.assertKept(event.toString()));
        schemas.assertAllTried();
    }

    @Test
    void events_about_one_sku_are_numbered_in_order_whatever_they_are_about() {
        assertThat(EVENTS.stream().filter(e -> e.get("subject").asText().equals("X ")))
                .extracting(e -> e.get("sequence").asLong())
                .containsExactly(1L, 2L, 3L, 4L);
    }
}
