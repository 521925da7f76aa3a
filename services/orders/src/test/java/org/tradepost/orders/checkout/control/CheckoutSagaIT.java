package org.tradepost.orders.checkout.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.orders.checkout.control.CrashPoint.Moment;
import org.tradepost.orders.checkout.entity.Outcome;
import org.tradepost.orders.checkout.entity.SagaInstance;
import org.tradepost.orders.checkout.entity.SagaKind;
import org.tradepost.orders.checkout.entity.SagaSchedule;
import org.tradepost.orders.checkout.entity.SagaStep;
import org.tradepost.orders.ordering.entity.Order;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.orders.ordering.entity.OrderStatus;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.lifecycle.Draining;

class CheckoutSagaIT {
    private static final Outcome SILENCE = new Outcome.Unknown("silence");
    private final CheckoutFixture checkout = new CheckoutFixture();

    private record Scenario(String name, Consumer<Participants> trouble, OrderStatus end) {}

    /** Every way through a checkout; together they pass every crash point of one. */
    private static final List<Scenario> SCENARIOS = List.of(
            new Scenario("all goes well", p -> {}, OrderStatus.CONFIRMED),
            new Scenario("out of stock", p -> p.outOfStock = true, OrderStatus.REJECTED),
            new Scenario("declined", p -> p.declines = true, OrderStatus.REJECTED),
            new Scenario(
                    "answer of payment lost",
                    p -> p.lostAnswers.addAll(List.of(new Outcome.Done(), SILENCE)),
                    OrderStatus.CONFIRMED),
            new Scenario(
                    "provider silent, then void finds a charge",
                    CheckoutSagaIT::voidFindsCharge,
                    OrderStatus.CONFIRMED),
            new Scenario(
                    "provider silent for long, charge found while compensating",
                    CheckoutSagaIT::chargeFoundLate,
                    OrderStatus.REJECTED),
            new Scenario(
                    "committed although compensating", CheckoutSagaIT::committedBehindOurBack, OrderStatus.REJECTED));

    private static void voidFindsCharge(Participants p) {
        p.lostAnswers.add(new Outcome.Done());
        for (int i = 0; i < 3; i++) {
            p.lostAnswers.add(SILENCE);
        }
    }

    private static void chargeFoundLate(Participants p) {
        voidFindsCharge(p);
        for (int i = 0; i < 3; i++) {
            p.lostAnswers.add(SILENCE);
        }
    }

    private static void committedBehindOurBack(Participants p) {
        p.declines = true;
        p.committedBehindOurBack = true;
    }

    @BeforeEach
    void shortTimers() {
        Duration second = Duration.ofSeconds(1);
        checkout.schedule = new SagaSchedule(
                second, second.multipliedBy(2), second.multipliedBy(4), Duration.ofMinutes(15), second, second);
    }

    private Order run(Scenario scenario, CrashPoint crashAt) {
        Participants p = checkout.participants;
        p.outOfStock = false;
        p.declines = false;
        p.committedBehindOurBack = false;
        p.lostAnswers.clear();
        scenario.trouble().accept(p);
        checkout.crashing.crashAt = crashAt;
        NewOrder order = checkout.stored("first");
        try {
            checkout.saga().drive(PlaceOrder.work(order), checkout.lease("first"));
        } catch (CrashingSaga.Crash crash) {
            assertThat(checkout.order(order.order().id()).status()).isNotNull();
        }
        // The same crash point may be met during recovery only; either way somebody else goes on.
        for (int i = 0; i < 2; i++) {
            try {
                checkout.sweepUntilQuiet("second");
            } catch (CrashingSaga.Crash crash) {
                continue;
            }
        }
        checkout.crashing.crashAt = null;
        return checkout.order(order.order().id());
    }

    @Test
    void anOrderFinishesCorrectlyWhereverTheProcessDies() {
        Set<CrashPoint> seen = new HashSet<>();
        for (Scenario scenario : SCENARIOS) {
            checkout.crashing.reached.clear();
            endsWell(scenario, null);
            Set<CrashPoint> onTheWay = Set.copyOf(checkout.crashing.reached);
            seen.addAll(onTheWay);
            for (CrashPoint point : onTheWay) {
                endsWell(scenario, point);
            }
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(CrashPoint.ofCheckout());
    }

    private void endsWell(Scenario scenario, CrashPoint point) {
        Order order = run(scenario, point);
        String what = scenario.name() + ", crash at " + point;
        OrderId id = order.id();
        // A crash may use up a lost answer, and the order then ends the better way.
        boolean better = scenario.end() == OrderStatus.REJECTED && order.status() == OrderStatus.CONFIRMED;
        assertThat(order.status()).as(what).isEqualTo(better ? OrderStatus.CONFIRMED : scenario.end());
        assertThat(checkout.rebuilt(id).status()).as(what).isEqualTo(order.status());
        assertThat(checkout.rebuilt(id).version()).as(what).isEqualTo(order.version());
        assertThat(checkout.sagaStatus(id.value())).as(what).isEqualTo("FINISHED");
        int refusedSkus = "OUT_OF_STOCK".equals(order.reason()) ? 1 : 0;
        assertThat(checkout.sagas.refusedSkus(id)).as(what).hasSize(refusedSkus);
        boolean charged = "CAPTURED".equals(checkout.participants.money.get(id))
                && !checkout.participants.refunds.containsKey(CheckoutSaga.compensationId(id));
        assertThat(charged).as(what).isEqualTo(order.status() == OrderStatus.CONFIRMED);
        if (order.status() == OrderStatus.CONFIRMED) {
            assertThat(checkout.participants.stock.get(id)).as(what).isEqualTo("COMMITTED");
            assertThat(order.paymentId()).as(what).isEqualTo(id.value());
        } else if (!checkout.participants.committedBehindOurBack) {
            assertThat(checkout.participants.stock.get(id)).as(what).isEqualTo("RELEASED");
        } else {
            assertThat(checkout.participants.restocks).as(what).containsKey(CheckoutSaga.compensationId(id));
        }
    }

    @Test
    void anEventGoesOutForEachVersionAndThePaymentTokenIsForgotten() {
        Order order = checkout.confirmed();
        List<String> outbox = checkout.jdbi.withHandle(
                h -> h.createQuery("SELECT payload FROM outbox WHERE aggregate_id = :id ORDER BY sequence")
                        .bind("id", order.id().toString())
                        .mapTo(String.class)
                        .list());
        assertThat(outbox).hasSize(2);
        assertThat(outbox.get(0)).contains("tradepost.orders.order-placed.v1", "\"sequence\":1", "\"EIRE\"");
        assertThat(outbox.get(1))
                .contains("tradepost.orders.order-confirmed.v1", "\"sequence\":2", "{\"sku\":\"MUG\",\"quantity\":3}");
        Optional<String> token =
                checkout.jdbi.withHandle(h -> h.createQuery("SELECT payment_token FROM saga WHERE id = :id")
                        .bind("id", order.id().value())
                        .mapTo(String.class)
                        .findOne());
        assertThat(token).isEmpty();
    }

    @Test
    void theBacklogShowsWhatIsUnfinishedAndWhatNobodyTakesUp() {
        checkout.stored("old");
        SagaBacklog fresh = checkout.sagas.backlog();
        assertThat(fresh.unfinished()).isEqualTo(1);
        assertThat(fresh.overdue()).isZero();
        checkout.jdbi.useHandle(
                h -> h.execute(
                        """
                UPDATE saga SET created_at = now() - interval '1 hour', next_attempt_at = now() - interval '1 hour',
                                lease_until = now() - interval '1 minute'"""));
        SagaBacklog old = checkout.sagas.backlog();
        assertThat(old.oldestSeconds()).isBetween(3600L, 3700L);
        assertThat(old.overdue()).isEqualTo(1);
        assertThat(old.needingAttention()).isZero();
    }

    @Test
    void aDrainingReplicaLeavesWhatIsDueToOthers() {
        NewOrder order = checkout.stored("old");
        checkout.letTimePass();
        SagaRunner runner = UseCases.runner(checkout, 1);
        runner.draining = new Draining() {
            @Override
            public boolean isBegun() {
                return true;
            }
        };
        runner.takeUpDue();
        assertThat(checkout.order(order.order().id()).status()).isEqualTo(OrderStatus.PENDING);
        assertThat(checkout.claim("other")).isPresent();
    }

    @Test
    void whoeverLostTheLeaseChangesNothingAnyMore() {
        NewOrder order = checkout.stored("old");
        checkout.letTimePass();
        SagaInstance taken = checkout.claim("new").orElseThrow();
        assertThat(taken.fence()).isEqualTo(order.saga().fence() + 1);

        SagaInstance stale = order.saga().at(SagaStep.Forward.PAY);
        Lease lease = checkout.lease("old");
        assertThat(checkout.sagas.record(stale, lease)).isFalse();
        assertThat(checkout.sagas.renew(stale, lease)).isFalse();
        assertThat(checkout.sagas.recordAndYield(stale, Duration.ZERO, lease)).isFalse();
        assertThat(checkout.sagas.finish(stale, lease)).isFalse();
        assertThat(checkout.saga().drive(PlaceOrder.work(order), lease)).isEmpty();
        assertThat(checkout.order(order.order().id()).status()).isEqualTo(OrderStatus.PENDING);
        assertThat(checkout.meters.leasesLost.sum()).isEqualTo(1);

        Optional<Order> end = checkout.saga().drive(checkout.loader.load(taken), checkout.lease("new"));
        assertThat(end).map(Order::status).contains(OrderStatus.CONFIRMED);
    }

    @Test
    void anOwnerRenewsBeforeItsOwnClockSaysTheLeaseMightEndDuringACall() {
        NewOrder order = checkout.stored("a");
        Lease lease = checkout.lease("a");
        checkout.nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(lease.covers(Duration.ofSeconds(6))).isFalse();
        checkout.database.ownerJdbi().useHandle(h -> h.execute("UPDATE saga SET lease_until = now()"));
        assertThat(checkout.saga().drive(PlaceOrder.work(order), lease)).isEmpty();
        // Nothing was asked of anybody once the lease could not be renewed.
        assertThat(checkout.participants.stock).isEmpty();
    }

    @Test
    void aLeaseThatIsAliveIsNobodyElses() {
        checkout.stored("a");
        assertThat(checkout.claim("b")).isEmpty();
        assertThat(checkout.sagas.releaseAll("a")).isEqualTo(1);
        assertThat(checkout.claim("b")).isPresent();
        assertThat(checkout.claim("c")).isEmpty();
    }

    @Test
    void timeInWhichNobodyCouldAskDoesNotCountTowardsGivingUp() {
        checkout.schedule = SagaSchedule.STANDARD;
        checkout.crashing.crashAt = new CrashPoint(SagaStep.Forward.RESERVE, Moment.RECORDED);
        NewOrder order = checkout.stored("first");
        assertThatExceptionOfType(CrashingSaga.Crash.class)
                .isThrownBy(() -> checkout.saga().drive(PlaceOrder.work(order), checkout.lease("first")));
        checkout.outage(Duration.ofHours(1));

        SagaInstance takenUp = checkout.claim("second").orElseThrow();
        assertThat(takenUp.sinceStepStarted()).isLessThan(CheckoutFixture.LEASE.plusSeconds(5));
        checkout.participants.lostAnswers.add(SILENCE);
        assertThat(checkout.saga().drive(checkout.loader.load(takenUp), checkout.lease("second")))
                .isEmpty();
        checkout.sweepUntilQuiet("second");
        assertThat(checkout.order(order.order().id()).status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void anOrderThatStaysUnsettledNeedsAPersonAndGoesOnWhereItWas() {
        Duration none = Duration.ZERO;
        Duration hour = Duration.ofHours(1);
        checkout.schedule = new SagaSchedule(hour, hour, hour, none, none, none);
        checkout.participants.lostAnswers.addAll(
                List.of(new Outcome.Done(), new Outcome.Captured(Ids.newId()), SILENCE));
        NewOrder order = checkout.stored("a");
        OrderId id = order.order().id();
        Optional<Order> stuck = checkout.saga().drive(PlaceOrder.work(order), checkout.lease("a"));
        assertThat(stuck).map(Order::status).contains(OrderStatus.NEEDS_ATTENTION);
        assertThat(checkout.sagas.backlog().needingAttention()).isEqualTo(1);
        checkout.letTimePass();
        assertThat(checkout.claim("b")).isEmpty();

        ResumeOrder resume = UseCases.resume(checkout);
        assertThat(resume.resume(id.value(), Duration.ZERO)).isNotNull();
        assertThat(checkout.order(id).status()).isEqualTo(OrderStatus.PENDING);
        SagaInstance again = checkout.claim("b").orElseThrow();
        assertThat(again.step()).isEqualTo(SagaStep.Forward.CONFIRM);
        assertThat(again.kind()).isEqualTo(SagaKind.CHECKOUT);
        Optional<Order> end = checkout.saga().drive(checkout.loader.load(again), checkout.lease("b"));
        assertThat(end).map(Order::status).contains(OrderStatus.CONFIRMED);
        assertThat(checkout.rebuilt(id).version()).isEqualTo(4);
    }
}
