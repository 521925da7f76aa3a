package org.tradepost.catalog.stock.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradepost.catalog.CatalogFixture.line;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tradepost.catalog.CatalogFixture;
import org.tradepost.catalog.stock.entity.ReserveOutcome;
import org.tradepost.catalog.stock.entity.StockLevel;
import org.tradepost.shared.problem.ProblemException;

/** Buyers at the same moment. */
class ReservationRacesIT {

    private static final int BUYERS = 20;
    private static CatalogFixture catalog;
    private static ExecutorService threads;

    @BeforeAll
    static void start() {
        catalog = new CatalogFixture();
        threads = Executors.newFixedThreadPool(BUYERS);
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
    }

    @AfterEach
    void everythingAddsUp() {
        assertThat(catalog.unbalanced()).isEmpty();
    }

    @Test
    void of_20_buyers_who_race_for_5_exactly_5_win_in_each_of_50_rounds() throws Exception {
        for (int round = 0; round < 50; round++) {
            String sku = "race-" + round;
            catalog.stocked(sku, 5);
            List<ReserveOutcome> outcomes = together(BUYERS, buyer -> {
                UUID order = UUID.randomUUID();
                ReserveOutcome outcome = catalog.reserve(order, line(sku, 1));
                if (outcome instanceof ReserveOutcome.Reserved) {
                    catalog.commit(order);
                }
                return outcome;
            });
            assertThat(outcomes)
                    .filteredOn(ReserveOutcome.Reserved.class::isInstance)
                    .hasSize(5);
            assertThat(outcomes)
                    .filteredOn(ReserveOutcome.OutOfStock.class::isInstance)
                    .hasSize(15);
            assertThat(catalog.level(sku)).isEqualTo(new StockLevel(sku, 0, 0));
        }
    }

    @Test
    void one_order_that_reserves_from_several_places_at_once_reserves_once() throws Exception {
        for (int round = 0; round < 10; round++) {
            String sku = "same-" + round;
            catalog.stocked(sku, 5);
            UUID order = UUID.randomUUID();
            List<ReserveOutcome> outcomes = together(8, caller -> catalog.reserve(order, line(sku, 2)));
            assertThat(outcomes).containsOnly(new ReserveOutcome.Reserved());
            assertThat(catalog.level(sku)).isEqualTo(new StockLevel(sku, 5, 2));
        }
    }

    @Test
    void a_release_that_races_its_reserve_leaves_nothing_held() throws Exception {
        for (int round = 0; round < 15; round++) {
            String sku = "undo-" + round;
            catalog.stocked(sku, 5);
            UUID order = UUID.randomUUID();
            together(2, caller -> {
                if (caller == 0) {
                    return catalog.reserve(order, line(sku, 2));
                }
                catalog.release(order);
                return new ReserveOutcome.AlreadyReleased();
            });
            assertThat(catalog.level(sku)).isEqualTo(new StockLevel(sku, 5, 0));
        }
    }

    @Test
    void a_reservation_that_is_committed_and_released_at_once_ends_one_way() throws Exception {
        for (int round = 0; round < 15; round++) {
            String sku = "ends-" + round;
            catalog.stocked(sku, 5);
            UUID order = UUID.randomUUID();
            catalog.reserve(order, line(sku, 2));
            List<Boolean> done = together(2, caller -> {
                try {
                    if (caller == 0) {
                        catalog.commit(order);
                    } else {
                        catalog.release(order);
                    }
                    return true;
                } catch (ProblemException refused) {
                    return false;
                }
            });
            assertThat(done).containsExactlyInAnyOrder(true, false);
            assertThat(catalog.level(sku).onHand()).isEqualTo(done.get(0) ? 3 : 5);
        }
    }

    @Test
    void orders_over_the_same_products_in_any_order_do_not_deadlock() throws Exception {
        List<String> skus = List.of("d1", "d2", "d3", "D1", "d1 ");
        skus.forEach(sku -> catalog.stocked(sku, 100_000));
        int callers = 6;
        List<Integer> done = together(callers, caller -> {
            int orders = 0;
            for (int i = 0; i < 30; i++) {
                UUID order = UUID.randomUUID();
                List<String> mine = new ArrayList<>(skus);
                java.util.Collections.rotate(mine, caller + i);
                if ((caller + i) % 2 == 0) {
                    java.util.Collections.reverse(mine);
                }
                catalog.reserve(order, line(mine.get(0), 1), line(mine.get(1), 2), line(mine.get(2), 1));
                if (i % 3 == 0) {
                    catalog.release(order);
                } else {
                    catalog.commit(order);
                    catalog.restock(order, "back", line(mine.get(2), 1), line(mine.get(0), 1));
                }
                if (i % 20 == 0) {
                    catalog.adjust(mine.get(0), 1);
                }
                orders++;
            }
            return orders;
        });
        assertThat(done).hasSize(callers).containsOnly(30);
    }

    private interface Buyer<T> {
        T buy(int number) throws Exception;
    }

    /** Runs all at the same moment and waits for them. */
    private static <T> List<T> together(int buyers, Buyer<T> each) throws Exception {
        CyclicBarrier gate = new CyclicBarrier(buyers);
        List<Callable<T>> calls = new ArrayList<>();
        for (int i = 0; i < buyers; i++) {
            int number = i;
            calls.add(() -> {
                gate.await(30, TimeUnit.SECONDS);
                return each.buy(number);
            });
        }
        List<T> results = new ArrayList<>();
        for (Future<T> result : threads.invokeAll(calls, 120, TimeUnit.SECONDS)) {
            results.add(result.get());
        }
        return results;
    }
}
