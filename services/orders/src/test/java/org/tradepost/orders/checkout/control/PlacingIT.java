package org.tradepost.orders.checkout.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.checkout.control.SagaStore.Claim;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.shared.problem.ProblemException;

class PlacingIT {
    private final CheckoutFixture checkout = new CheckoutFixture();

    @Test
    void racingRequestsWithOneKeyPlaceOneOrder() throws Exception {
        UUID user = UUID.randomUUID();
        int racers = 8;
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Boolean>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(racers)) {
            for (int i = 0; i < racers; i++) {
                NewOrder order = checkout.newOrder(user, "same-key", null);
                results.add(threads.submit(() -> {
                    go.await();
                    return checkout.store(order, "a");
                }));
            }
            go.countDown();
        }
        int stored = 0;
        for (Future<Boolean> result : results) {
            stored += result.get() ? 1 : 0;
        }
        assertThat(stored).isEqualTo(1);
        assertThat(checkout.count("customer_order")).isEqualTo(1);
        assertThat(checkout.count("saga")).isEqualTo(1);
        assertThat(checkout.count("order_line")).isEqualTo(3);
        assertThat(checkout.count("outbox")).isEqualTo(1);
    }

    @Test
    void aReferenceIsTakenForEverButOnlyForItsCaller() {
        UUID user = UUID.randomUUID();
        assertThat(checkout.store(checkout.newOrder(user, "k1", "536365"), "a")).isTrue();
        assertThatThrownBy(() -> checkout.store(checkout.newOrder(user, "k2", "536365"), "a"))
                .isInstanceOf(UnableToExecuteStatementException.class);
        assertThat(checkout.store(checkout.newOrder(UUID.randomUUID(), "k3", "536365"), "a"))
                .isTrue();
        assertThat(checkout.orders.byReference(user, "536365")).isPresent();
        assertThat(checkout.count("idempotency_record")).isEqualTo(2);
    }

    @Test
    void aRowThatCannotBeReadNeverKeepsOthersFromBeingTakenUp() {
        NewOrder broken = checkout.stored("dead");
        NewOrder sound = checkout.stored("dead");
        checkout.database.ownerJdbi().useHandle(h -> h.createUpdate("UPDATE saga SET step = 'NONSENSE' WHERE id = :id")
                .bind("id", broken.saga().id())
                .execute());
        checkout.letTimePass();
        SagaRunner runner = UseCases.runner(checkout, 1);
        runner.takeUpDue();
        assertThat(checkout.order(sound.order().id()).status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(checkout.order(broken.order().id()).status()).isEqualTo(OrderStatus.PENDING);
        assertThat(checkout.meters.failures.sum()).isEqualTo(1);
        // It is put off, not forgotten.
        assertThat(checkout.claim("other")).isEmpty();
        checkout.letTimePass();
        assertThat(checkout.sagas.claimDue("other", CheckoutFixture.LEASE, 10))
                .extracting(Claim::id)
                .containsExactly(broken.saga().id());
    }

    @Test
    void racingSweepsShareTheWorkAndNeverASaga() throws Exception {
        int sagas = 40;
        for (int i = 0; i < sagas; i++) {
            checkout.stored("dead");
        }
        checkout.letTimePass();
        CountDownLatch go = new CountDownLatch(1);
        List<Future<List<Claim>>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (String owner : List.of("a", "b", "c", "d")) {
                results.add(threads.submit(() -> {
                    go.await();
                    List<Claim> mine = new ArrayList<>();
                    for (int i = 0; i < sagas; i++) {
                        mine.addAll(checkout.sagas.claimDue(owner, Duration.ofMinutes(1), 3));
                    }
                    return mine;
                }));
            }
            go.countDown();
        }
        List<Claim> all = new ArrayList<>();
        for (Future<List<Claim>> result : results) {
            all.addAll(result.get());
        }
        Set<UUID> distinct = new HashSet<>(all.stream().map(Claim::id).toList());
        assertThat(all).hasSize(sagas);
        assertThat(distinct).hasSize(sagas);
    }

    @Test
    void whatExceedsTheSlotsIsRefused() {
        SagaRunner runner = UseCases.runner(checkout, 1);
        SagaRunner.Slot slot = runner.takeSlot();
        assertThatThrownBy(runner::takeSlot)
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.headers())
                        .containsEntry("Retry-After", "1"));
        slot.close();
        slot.close();
        runner.takeSlot();
        assertThatThrownBy(runner::takeSlot).isInstanceOf(ProblemException.class);
    }
}
