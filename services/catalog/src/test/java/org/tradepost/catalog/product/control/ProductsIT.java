package org.tradepost.catalog.product.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.catalog.CatalogFixture.details;
import static org.tradepost.catalog.CatalogFixture.line;
import static org.tradepost.catalog.Refusals.assertRefused;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.catalog.CatalogError;
import org.tradepost.catalog.CatalogFixture;
import org.tradepost.catalog.product.control.ProductQueries.Hit;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.catalog.product.entity.ProductDetails;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.problem.CommonError;

class ProductsIT {

    private CatalogFixture catalog;

    @BeforeEach
    void start() {
        catalog = new CatalogFixture();
    }

    @Test
    void skus_that_differ_in_case_or_a_trailing_space_are_different_products() {
        catalog.create(details("a", "lower", true));
        catalog.create(details("A", "upper", true));
        catalog.create(details("a ", "spaced", true));
        assertThat(catalog.queries.find("a ").orElseThrow().name()).isEqualTo("spaced");
        assertThat(catalog.queries.findAll(List.of("A", "a", "nothing"))).containsOnlyKeys("A", "a");
        assertThat(catalog.queries.list("", 10)).extracting(Product::sku).containsExactly("A", "a", "a ");
        assertThat(catalog.queries.list("a", 10)).extracting(Product::sku).containsExactly("a ");
    }

    @Test
    void a_taken_sku_is_refused_and_changes_nothing() {
        catalog.create(details("a", "first", true));
        assertRefused(CatalogError.PRODUCT_EXISTS, () -> catalog.create(details("a", "second", true)));
        assertThat(catalog.queries.find("a").orElseThrow().name()).isEqualTo("first");
    }

    @Test
    void a_change_needs_the_version_that_was_read() {
        Product created = catalog.create(details("a", "first", true));
        assertThat(created.version()).isEqualTo(1);
        assertRefused(CommonError.PRECONDITION_REQUIRED, () -> catalog.replace(details("a", "x", true), null));
        assertRefused(CommonError.PRECONDITION_FAILED, () -> catalog.replace(details("a", "x", true), "\"2\""));
        Product changed = catalog.replace(details("a", "second", true), "\"1\"");
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.createdAt()).isEqualTo(created.createdAt());
        assertRefused(CommonError.PRECONDITION_FAILED, () -> catalog.archive("a", "\"1\""));
        assertRefused(CommonError.NOT_FOUND, () -> catalog.replace(details("b", "x", true), "*"));
        assertThat(catalog.queries.find("a").orElseThrow().name()).isEqualTo("second");
    }

    @Test
    void a_stock_adjustment_does_not_touch_the_products_version() {
        catalog.stocked("a", 5);
        assertThat(catalog.queries.find("a").orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void a_deleted_product_is_gone_from_every_read_and_may_come_back() {
        catalog.stocked("a", 5);
        UUID order = UUID.randomUUID();
        catalog.reserve(order, line("a", 1));
        assertRefused(CatalogError.PRODUCT_IN_USE, () -> catalog.archive("a", "*"));
        assertThat(catalog.queries.find("a")).isPresent();
        catalog.release(order);
        catalog.archive("a", "\"1\"");
        assertThat(catalog.queries.find("a")).isEmpty();
        assertThat(catalog.queries.findAll(List.of("a"))).isEmpty();
        assertThat(catalog.queries.list("", 10)).isEmpty();
        assertThat(catalog.queries.search("product", 10)).isEmpty();
        assertThat(catalog.stock.level("a")).isEmpty();
        assertRefused(CommonError.NOT_FOUND, () -> catalog.archive("a", "*"));
        assertRefused(CommonError.NOT_FOUND, () -> catalog.adjust("a", 1));
        assertThat(catalog.create(details("a", "again", true)).version()).isEqualTo(3);
        assertThat(catalog.level("a").onHand()).isEqualTo(5);
    }

    @Test
    void search_reads_name_and_description_in_any_form_of_the_words() {
        add("1", "Red lantern", "A light for the garden");
        add("2", "Blue lamp", "As bright as two lanterns");
        add("3", "Green lantern", "Not for sale in red");
        assertThat(search("lantern")).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(search("lanterns red")).containsExactlyInAnyOrder("1", "3");
        assertThat(search("lantern -red")).containsExactly("2");
        assertThat(search("\"garden light\"")).isEmpty();
        assertThat(search("\"red lantern\"")).containsExactly("1");
        assertThat(search("lamp or garden")).containsExactlyInAnyOrder("2", "1");
        assertThat(search("' & | ! ( :* \\")).isEmpty();
        assertThat(search("the")).isEmpty();
    }

    @Test
    void pages_of_a_search_show_every_hit_once_even_at_equal_rank() {
        for (int i = 0; i < 25; i++) {
            add("S" + i, i % 3 == 0 ? "Lantern lantern" : "Lantern", i % 5 == 0 ? "lantern" : "");
        }
        List<String> seen = new ArrayList<>();
        List<Hit> page = catalog.queries.search("lantern", 4);
        float last = Float.MAX_VALUE;
        while (!page.isEmpty()) {
            for (Hit hit : page) {
                assertThat(hit.rank()).isLessThanOrEqualTo(last);
                last = hit.rank();
                seen.add(hit.product().sku());
            }
            Hit end = page.get(page.size() - 1);
            page = catalog.queries.searchAfter(
                    "lantern", end.rank(), end.product().sku(), 4);
        }
        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    }

    private void add(String sku, String name, String description) {
        catalog.create(new ProductDetails(new Sku(sku), name, description, null, new Money(1, "GBP"), true));
    }

    private List<String> search(String q) {
        return catalog.queries.search(q, 10).stream()
                .map(hit -> hit.product().sku())
                .toList();
    }
}
