package org.tradepost.cli.drill.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.drill.load.Call;
import org.tradepost.cli.drill.load.Goods;
import org.tradepost.cli.drill.load.Intent;
import org.tradepost.cli.drill.load.Told;
import org.tradepost.cli.verify.VerifyReport.Result;

/** Each check finds what it is there for, and nothing in a history that is right. */
class HistoryChecksTest {
    private static final String OWNER = "user-0";

    private final Map<String, Books.Order> orders = new HashMap<>();
    private final Map<String, Books.Refund> refunds = new HashMap<>();
    private final Map<String, Long> charges = new HashMap<>();
    private final Map<String, Long> kept = new HashMap<>();
    private final Map<String, Long> sold = new HashMap<>();
    private final Map<String, String> markers = new HashMap<>();

    @Test
    void aHistoryThatIsRightBreaksNothing() {
        stored("o1", "CONFIRMED", true, 500);
        stored("o2", "REJECTED", false, 0);
        stored("o3", "CONFIRMED", true, 500);
        stored("o4", "CANCELLED", true, 0);
        refunds.put("r4", new Books.Refund("r4", "o4", "CANCELLATION", "SETTLED", 500));
        markers.put("o3", "m3");
        sold.put(Goods.scarce().getFirst().sku(), Goods.SCARCE_STOCK);
        assertThat(broken(List.of(
                        Told.order("m1", Told.unknown(), Told.pending("o1"), Told.confirmed("o1")),
                        Told.order("m2", Told.declined("o2")),
                        Told.order("m3", Told.unknown()),
                        Told.order("m4", Told.confirmed("o4")),
                        Told.cancellation("m5", "o4", Told.cancelled("o4")),
                        Told.order("m6", Told.refused()))))
                .isEmpty();
    }

    @Test
    void anAcknowledgedOrderThatIsMissing() {
        assertThat(broken(List.of(Told.order("m1", Told.pending("o1"))))).contains("acknowledged-orders-exist");
    }

    @Test
    void anOrderOfSomebodyElseOrOfAnotherAmount() {
        orders.put("o1", new Books.Order("o1", "user-9", "CONFIRMED", 500, 0, true));
        orders.put("o2", new Books.Order("o2", OWNER, "CONFIRMED", 499, 0, true));
        assertThat(result(
                                List.of(Told.order("m1", Told.confirmed("o1")), Told.order("m2", Told.confirmed("o2"))),
                                List.of(),
                                "acknowledged-orders-exist")
                        .breaches())
                .hasSize(2);
    }

    @Test
    void aConfirmationThatWasTakenBack() {
        stored("o1", "REJECTED", false, 0);
        assertThat(broken(List.of(Told.order("m1", Told.confirmed("o1"))))).containsExactly("answers-came-true");
    }

    @Test
    void aRefusedOrderThatWasConfirmedAllTheSame() {
        stored("o1", "CONFIRMED", true, 500);
        assertThat(broken(List.of(Told.order("m1", Told.declined("o1"))))).containsExactly("answers-came-true");
    }

    @Test
    void anOrderThatIsNeverFinished() {
        stored("o1", "PENDING", false, 0);
        assertThat(broken(List.of(Told.order("m1", Told.pending("o1"))))).containsExactly("answers-came-true");
    }

    @Test
    void anAcceptedCancellationThatDidNotHappen() {
        stored("o1", "CONFIRMED", true, 500);
        assertThat(broken(List.of(
                        Told.order("m1", Told.confirmed("o1")), Told.cancellation("m2", "o1", Told.cancelled("o1")))))
                .contains("answers-came-true");
    }

    @Test
    void twoOrdersUnderOneKey() {
        stored("o1", "CONFIRMED", true, 500);
        stored("o2", "CONFIRMED", true, 500);
        assertThat(broken(List.of(Told.order("m1", Told.confirmed("o1"), Told.confirmed("o2")))))
                .containsExactly("one-effect-per-key");
    }

    @Test
    void oneOrderForTwoWishes() {
        stored("o1", "CONFIRMED", true, 500);
        assertThat(broken(List.of(Told.order("m1", Told.confirmed("o1")), Told.order("m2", Told.confirmed("o1")))))
                .containsExactly("one-effect-per-key");
    }

    @Test
    void anOrderThatNobodyWanted() {
        stored("o1", "CONFIRMED", true, 500);
        assertThat(broken(List.of())).containsExactly("every-order-was-wanted");
    }

    @Test
    void aSecondOrderOfAWishThatWasAnswered() {
        stored("o1", "CONFIRMED", true, 500);
        stored("o2", "CONFIRMED", true, 500);
        markers.put("o2", "m1");
        assertThat(broken(List.of(Told.order("m1", Told.unknown(), Told.confirmed("o1")))))
                .containsExactly("every-order-was-wanted");
    }

    @Test
    void anOrderThatWasRefusedAndIsStored() {
        stored("o1", "CONFIRMED", true, 500);
        markers.put("o1", "m1");
        assertThat(broken(List.of(Told.order("m1", Told.refused()))))
                .containsExactly("every-order-was-wanted", "refused-left-nothing");
    }

    @Test
    void anotherBodyThatWasTaken() {
        assertThat(result(List.of(), List.of(Told.otherBody(201, "o1")), "other-body-under-a-key-refused")
                        .ok())
                .isFalse();
        assertThat(result(List.of(), List.of(Told.otherBody(409, "o1")), "other-body-under-a-key-refused")
                        .ok())
                .isFalse();
        assertThat(result(List.of(), List.of(Told.otherBody(422, null)), "other-body-under-a-key-refused")
                        .ok())
                .isTrue();
    }

    @Test
    void aChargeWithoutOrderTwiceOrNotGivenBack() {
        charges.put("o9", 1L);
        assertThat(broken(List.of())).containsExactly("every-charge-has-its-order");
        charges.clear();
        stored("o1", "CONFIRMED", true, 500);
        charges.put("o1", 2L);
        assertThat(broken(List.of(Told.order("m1", Told.confirmed("o1")))))
                .containsExactly("every-charge-has-its-order");
        charges.clear();
        stored("o2", "REJECTED", false, 500);
        assertThat(broken(List.of(Told.order("m1", Told.confirmed("o1")), Told.order("m2", Told.declined("o2")))))
                .containsExactly("every-charge-has-its-order");
    }

    @Test
    void aRefundThatNobodyWantedTwiceOrNever() {
        stored("o1", "CONFIRMED", true, 500);
        Intent order = Told.order("m1", Told.confirmed("o1"));
        refunds.put("r1", new Books.Refund("r1", "o1", "REFUND", "SETTLED", 5));
        assertThat(broken(List.of(order))).containsExactly("refunds-as-wanted");
        assertThat(broken(List.of(order, Told.refund("m2", "o1", Told.refunded("r1")))))
                .isEmpty();
        refunds.put("r2", new Books.Refund("r2", "o1", "REFUND", "SETTLED", 5));
        assertThat(broken(List.of(order, Told.refund("m2", "o1", Told.refunded("r1")))))
                .containsExactly("refunds-as-wanted");
        refunds.clear();
        assertThat(broken(List.of(order, Told.refund("m2", "o1", Told.refunded("r1")))))
                .containsExactly("refunds-as-wanted");
    }

    @Test
    void moreSoldThanThereWas() {
        sold.put(Goods.scarce().getFirst().sku(), Goods.SCARCE_STOCK + 1);
        assertThat(broken(List.of())).containsExactly("scarce-goods-not-oversold");
    }

    @Test
    void anOrderSeenToGoBackOrToVanish() {
        assertThat(result(
                                List.of(),
                                List.of(Told.read(200, "o1", "CONFIRMED"), Told.read(200, "o1", "PENDING")),
                                "reads-never-go-back")
                        .ok())
                .isFalse();
        assertThat(result(List.of(), List.of(Told.read(404, null, null)), "reads-never-go-back")
                        .ok())
                .isFalse();
    }

    private void stored(String id, String status, boolean confirmed, long keptMinor) {
        orders.put(id, new Books.Order(id, OWNER, status, 500, status.equals("CANCELLED") ? 500 : 0, confirmed));
        kept.put(id, keptMinor);
    }

    private List<String> broken(List<Intent> intents) {
        return results(intents, List.of()).stream()
                .filter(result -> !result.ok())
                .map(Result::name)
                .toList();
    }

    private Result result(List<Intent> intents, List<Call> calls, String name) {
        return results(intents, calls).stream()
                .filter(result -> result.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Result> results(List<Intent> intents, List<Call> calls) {
        Books books = new Books(orders, refunds, charges, kept, sold);
        return HistoryChecks.run(
                Evidence.gather(intents, calls, List.of(OWNER), books, (buyer, order) -> markers.get(order)));
    }
}
