package org.tradepost.catalog.stock.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.catalog.CatalogFixture.details;
import static org.tradepost.catalog.CatalogFixture.line;
import static org.tradepost.catalog.Refusals.assertRefused;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.catalog.CatalogError;
import org.tradepost.catalog.CatalogFixture;
import org.tradepost.catalog.stock.entity.ReserveOutcome;
import org.tradepost.catalog.stock.entity.StockLevel;
import org.tradepost.shared.problem.CommonError;

/** The stock side of the order saga: every call once, twice, late and out of order. */
class ReservationsIT {

    private static final ReserveOutcome RESERVED = new ReserveOutcome.Reserved();
    private static CatalogFixture catalog;
    private static int products;

    private final UUID order = UUID.randomUUID();
    private String sku;
    private String other;

    @BeforeAll
    static void start() {
        catalog = new CatalogFixture();
    }

    @BeforeEach
    void stock() {
        sku = "SKU-" + ++products;
        other = sku.toLowerCase(java.util.Locale.ROOT) + " ";
        catalog.stocked(sku, 10);
        catalog.stocked(other, 10);
    }

    @AfterEach
    void everythingAddsUp() {
        assertThat(catalog.unbalanced()).isEmpty();
    }

    @Test
    void reserving_holds_and_committing_lowers_both_figures() {
        assertThat(catalog.reserve(order, line(sku, 3), line(other, 1))).isEqualTo(RESERVED);
        assertThat(catalog.level(sku)).isEqualTo(new StockLevel(sku, 10, 3));
        assertThat(catalog.level(sku).available()).isEqualTo(7);
        catalog.commit(order);
        assertThat(catalog.level(sku)).isEqualTo(new StockLevel(sku, 7, 0));
        assertThat(catalog.level(other)).isEqualTo(new StockLevel(other, 9, 0));
    }

    @Test
    void a_sku_on_several_lines_is_summed_before_it_is_checked() {
        assertThat(catalog.reserve(order, line(sku, 6), line(sku, 5)))
                .isEqualTo(new ReserveOutcome.OutOfStock(List.of(sku)));
        assertThat(catalog.reserve(UUID.randomUUID(), line(sku, 5), line(sku, 5)))
                .isEqualTo(RESERVED);
        assertThat(catalog.level(sku).available()).isZero();
    }

    @Test
    void one_scarce_line_keeps_the_whole_order_from_reserving() {
        assertThat(catalog.reserve(order, line(other, 1), line(sku, 11)))
                .isEqualTo(new ReserveOutcome.OutOfStock(List.of(sku)));
        assertThat(catalog.level(other).reserved()).isZero();
    }

    @Test
    void a_refusal_is_final_for_the_order_even_when_stock_comes_in() {
        catalog.reserve(order, line(sku, 11));
        catalog.adjust(sku, 100);
        assertThat(catalog.reserve(order, line(sku, 11))).isEqualTo(new ReserveOutcome.OutOfStock(List.of(sku)));
        catalog.release(order);
        assertThat(catalog.level(sku).reserved()).isZero();
    }

    @Test
    void an_unknown_or_deleted_sku_is_refused() {
        assertThat(catalog.reserve(order, line(sku, 1), line("no such", 1)))
                .isEqualTo(new ReserveOutcome.UnknownSkus(List.of("no such")));
        catalog.archive(sku, "*");
        assertThat(catalog.reserve(UUID.randomUUID(), line(sku, 1)))
                .isEqualTo(new ReserveOutcome.UnknownSkus(List.of(sku)));
    }

    @Test
    void what_is_not_tracked_is_accepted_and_moves_no_stock() {
        String postage = sku + "-POST";
        catalog.create(details(postage, "Postage", false));
        assertThat(catalog.reserve(order, line(postage, 2), line(sku, 1))).isEqualTo(RESERVED);
        catalog.commit(order);
        catalog.restock(order, "r1", line(postage, 1), line(sku, 1));
        assertThat(catalog.level(postage)).isEqualTo(new StockLevel(postage, 0, 0));
        assertThat(catalog.level(sku).onHand()).isEqualTo(10);
        assertRefused(CatalogError.RESTOCK_EXCEEDS_SOLD, () -> catalog.restock(order, "r2", line(postage, 2)));
    }

    @Test
    void a_product_that_stops_being_tracked_still_settles_what_was_reserved() {
        catalog.reserve(order, line(sku, 4));
        catalog.replace(details(sku, "No longer counted", false), "*");
        catalog.commit(order);
        assertThat(catalog.level(sku)).isEqualTo(new StockLevel(sku, 6, 0));
    }

    @Test
    void reserving_again_gets_the_same_answer_and_holds_nothing_more() {
        catalog.reserve(order, line(sku, 3));
        assertThat(catalog.reserve(order, line(sku, 1), line(sku, 2))).isEqualTo(RESERVED);
        assertThat(catalog.level(sku).reserved()).isEqualTo(3);
        catalog.commit(order);
        assertThat(catalog.reserve(order, line(sku, 3))).isEqualTo(RESERVED);
        assertThat(catalog.level(sku)).isEqualTo(new StockLevel(sku, 7, 0));
    }

    @Test
    void reserving_again_with_other_lines_is_refused() {
        catalog.reserve(order, line(sku, 3));
        assertThat(catalog.reserve(order, line(sku, 4))).isEqualTo(new ReserveOutcome.OtherLines());
        assertThat(catalog.level(sku).reserved()).isEqualTo(3);
    }

    @Test
    void releasing_frees_once() {
        catalog.reserve(order, line(sku, 3));
        catalog.release(order);
        catalog.release(order);
        assertThat(catalog.level(sku)).isEqualTo(new StockLevel(sku, 10, 0));
        assertThat(catalog.reserve(order, line(sku, 3))).isEqualTo(new ReserveOutcome.AlreadyReleased());
    }

    @Test
    void a_release_that_comes_first_refuses_the_late_reserve() {
        catalog.release(order);
        assertThat(catalog.reserve(order, line(sku, 3))).isEqualTo(new ReserveOutcome.AlreadyReleased());
        catalog.release(order);
        assertThat(catalog.level(sku).reserved()).isZero();
    }

    @Test
    void committing_what_was_released_or_never_reserved_is_refused() {
        assertRefused(CommonError.NOT_FOUND, () -> catalog.commit(order));
        catalog.reserve(order, line(sku, 3));
        catalog.release(order);
        assertRefused(CatalogError.RESERVATION_RELEASED, () -> catalog.commit(order));
        assertThat(catalog.level(sku)).isEqualTo(new StockLevel(sku, 10, 0));
    }

    @Test
    void committing_twice_sells_once_and_releasing_afterwards_is_refused() {
        catalog.reserve(order, line(sku, 3));
        catalog.commit(order);
        catalog.commit(order);
        assertRefused(CatalogError.RESERVATION_COMMITTED, () -> catalog.release(order));
        assertThat(catalog.level(sku)).isEqualTo(new StockLevel(sku, 7, 0));
    }

    @Test
    void restocking_is_done_once_a_key() {
        catalog.reserve(order, line(sku, 3));
        catalog.commit(order);
        catalog.restock(order, "refund-1", line(sku, 2));
        catalog.restock(order, "refund-1", line(sku, 2));
        assertThat(catalog.level(sku).onHand()).isEqualTo(9);
        assertRefused(CommonError.IDEMPOTENCY_KEY_REUSED, () -> catalog.restock(order, "refund-1", line(sku, 1)));
    }

    @Test
    void no_more_comes_back_than_was_sold() {
        catalog.reserve(order, line(sku, 3), line(other, 1));
        assertRefused(CatalogError.RESERVATION_NOT_COMMITTED, () -> catalog.restock(order, "r", line(sku, 1)));
        catalog.commit(order);
        catalog.restock(order, "r1", line(sku, 2));
        assertRefused(
                CatalogError.RESTOCK_EXCEEDS_SOLD, () -> catalog.restock(order, "r2", line(other, 1), line(sku, 2)));
        assertThat(catalog.level(other).onHand()).isEqualTo(9);
        assertRefused(CatalogError.RESTOCK_EXCEEDS_SOLD, () -> catalog.restock(order, "r3", line("never sold", 1)));
        assertRefused(CommonError.NOT_FOUND, () -> catalog.restock(UUID.randomUUID(), "r", line(sku, 1)));
        catalog.restock(order, "r2", line(other, 1), line(sku, 1));
        assertThat(catalog.level(sku).onHand()).isEqualTo(10);
    }

    @Test
    void what_was_sold_comes_back_although_the_product_is_gone() {
        catalog.reserve(order, line(sku, 3));
        assertRefused(CatalogError.PRODUCT_IN_USE, () -> catalog.archive(sku, "*"));
        catalog.commit(order);
        catalog.archive(sku, "*");
        catalog.restock(order, "r", line(sku, 3));
        catalog.create(details(sku, "Back again", true));
        assertThat(catalog.level(sku)).isEqualTo(new StockLevel(sku, 10, 0));
    }

    @Test
    void an_adjustment_never_takes_what_is_reserved() {
        catalog.reserve(order, line(sku, 3));
        assertRefused(CatalogError.STOCK_BELOW_RESERVED, () -> catalog.adjust(sku, -8));
        assertThat(catalog.adjust(sku, -7)).isEqualTo(new StockLevel(sku, 3, 3));
        assertRefused(CommonError.NOT_FOUND, () -> catalog.adjust("no such", 1));
    }
}
