package org.tradepost.catalog.product.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.catalog.CatalogFixture.details;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tradepost.catalog.CatalogFixture;
import org.tradepost.shared.cache.ReadThroughCache;

class HotProductsIT {

    private final CatalogFixture catalog = new CatalogFixture();
    private final HotProducts noting = new HotProducts(catalog.jdbi, catalog.cached, () -> true);

    @Test
    void whatWasReadIsInMemoryAfterTheNextStart() {
        catalog.create(details("a", "first", true));
        catalog.cached.findAll(List.of("a", "none"));
        noting.note();
        CachedProducts started = started(true);
        catalog.jdbi.useHandle(handle -> handle.execute("UPDATE product SET name = 'later'"));
        assertThat(started.find("a").orElseThrow().name()).isEqualTo("first");
    }

    @Test
    void nothingIsReadAheadWhileChangesAreNotHeardOf() {
        catalog.create(details("a", "first", true));
        catalog.cached.find("a");
        noting.note();
        CachedProducts started = started(false);
        catalog.jdbi.useHandle(handle -> handle.execute("UPDATE product SET name = 'later'"));
        assertThat(started.find("a").orElseThrow().name()).isEqualTo("later");
    }

    @Test
    void onlyTheLatestAreNotedAndNobodyReadingChangesNothing() {
        catalog.cached.find("a");
        noting.note();
        catalog.cached.begins();
        noting.note();
        assertThat(noted()).containsExactly("a");
        catalog.cached.find("b");
        noting.note();
        assertThat(noted()).containsExactly("b");
    }

    private CachedProducts started(boolean fresh) {
        CachedProducts cached = new CachedProducts(
                catalog.queries,
                new ReadThroughCache.Settings(Duration.ofMinutes(5), Duration.ofSeconds(30), 1_000_000),
                () -> true);
        new HotProducts(catalog.jdbi, cached, () -> fresh).run();
        return cached;
    }

    private List<String> noted() {
        return catalog.jdbi.withHandle(handle -> handle.createQuery("SELECT sku FROM hot_product")
                .mapTo(String.class)
                .list());
    }
}
