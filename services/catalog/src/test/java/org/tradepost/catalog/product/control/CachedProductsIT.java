package org.tradepost.catalog.product.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradepost.catalog.CatalogFixture.details;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.catalog.CatalogFixture;
import org.tradepost.catalog.productimport.control.ImportsForTests;
import org.tradepost.shared.cache.ReadThroughCache;
import org.tradepost.shared.outbox.CloudEvent;
import org.tradepost.shared.rest.Json;

class CachedProductsIT {

    private CatalogFixture catalog;

    @BeforeEach
    void start() {
        catalog = new CatalogFixture();
    }

    @Test
    void aProductThatWasReadIsGivenFromMemory() {
        catalog.create(details("a", "first", true));
        assertThat(catalog.cached.find("a").orElseThrow().name()).isEqualTo("first");
        rename("a", "behind our back");
        assertThat(catalog.cached.find("a").orElseThrow().name()).isEqualTo("first");
        assertThat(catalog.cached.findAll(List.of("a", "none")).get("a").name()).isEqualTo("first");
    }

    @Test
    void ordersAreNeverGivenWhatIsInMemory() {
        catalog.create(details("a", "first", true));
        catalog.cached.find("a");
        rename("a", "behind our back");
        assertThat(catalog.queries.findAll(List.of("a")).get("a").name()).isEqualTo("behind our back");
    }

    @Test
    void aChangeIsSeenAtOnceWhereItWasMade() {
        assertThat(catalog.cached.find("a")).isEmpty();
        catalog.create(details("a", "first", true));
        assertThat(catalog.cached.find("a").orElseThrow().name()).isEqualTo("first");
        catalog.replace(details("a", "second", true), "*");
        assertThat(catalog.cached.findAll(List.of("a")).get("a").name()).isEqualTo("second");
        catalog.archive("a", "*");
        assertThat(catalog.cached.find("a")).isEmpty();
    }

    @Test
    void aChangeIsWrittenThrough() {
        catalog.create(details("a", "first", true));
        rename("a", "behind our back");
        assertThat(catalog.cached.find("a").orElseThrow().name()).isEqualTo("first");
    }

    @Test
    void whatWasRolledBackIsNotSeen() {
        catalog.create(details("a", "first", true));
        assertThatThrownBy(() -> catalog.inTransaction(() -> {
                    catalog.store.replace(details("a", "second", true));
                    catalog.changes.changed(catalog.queries.find("a").orElseThrow());
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(catalog.cached.find("a").orElseThrow().name()).isEqualTo("first");
    }

    @Test
    void anImportIsSeenAtOnceWhereItRan() throws Exception {
        catalog.create(details("a", "first", true));
        assertThat(catalog.cached.findAll(List.of("a", "b"))).containsOnlyKeys("a");
        ImportsForTests.run(catalog, "sku,name,price,currency\na,imported,100,GBP\nb,new,100,GBP\n");
        assertThat(catalog.cached.find("a").orElseThrow().name()).isEqualTo("imported");
        assertThat(catalog.cached.find("b").orElseThrow().name()).isEqualTo("new");
    }

    @Test
    void anotherReplicaForgetsWhatTheEventsOfThisOneName() throws Exception {
        CachedProducts other = new CachedProducts(
                catalog.queries,
                new ReadThroughCache.Settings(Duration.ofMinutes(5), Duration.ofSeconds(30), 1_000_000),
                () -> true);
        List<String> skus = List.of("a", "b", "c");
        assertThat(other.findAll(skus)).isEmpty();
        catalog.create(details("a", "first", true));
        ImportsForTests.run(catalog, "sku,name,price,currency\nb,new,100,GBP\n");
        hear(other);
        assertThat(other.findAll(skus)).containsOnlyKeys("a", "b");
        catalog.replace(details("a", "second", true), "*");
        hear(other);
        assertThat(other.find("a").orElseThrow().name()).isEqualTo("second");
        catalog.archive("a", "*");
        hear(other);
        assertThat(other.findAll(skus)).containsOnlyKeys("b");
    }

    @Test
    void eventsOfStockLeaveProductsAlone() {
        CloudEvent adjusted = new CloudEvent(
                "1.0",
                UUID.randomUUID(),
                "/tradepost/catalog",
                "tradepost.catalog.stock-adjusted.v1",
                "a",
                null,
                "application/json",
                1,
                null,
                Json.mapper().createObjectNode());
        assertThat(ProductEvents.changed(adjusted)).isEmpty();
    }

    private void hear(CachedProducts other) {
        catalog.jdbi
                .withHandle(handle -> handle.createQuery("SELECT payload FROM outbox WHERE topic = 'tradepost.catalog'")
                        .mapTo(String.class)
                        .list())
                .forEach(payload -> other.received(List.of(event(payload))));
    }

    private static CloudEvent event(String payload) {
        try {
            return Json.tolerant().readValue(payload, CloudEvent.class);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void rename(String sku, String name) {
        catalog.jdbi.useHandle(handle -> handle.execute("UPDATE product SET name = ? WHERE sku = ?", name, sku));
    }
}
