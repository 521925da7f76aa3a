package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.tradepost.system.Shop.Customer;

/** Things that people want done, each leading past some {@link CrashPoint}s. Made while everything is up. */
final class Errands {

    private final Customer customer = Shop.customer();
    private final Api admin = Shop.admin();
    private final String sku = Shop.product(250, 100_000);

    /**
     * Something that somebody wants done, asked for under one key until it is.
     *
     * @param done the status of the answer in the end
     */
    record Errand(Supplier<Answer> request, int done, boolean isOrder) {

        /** Asks once and does not mind. */
        void attempt() {
            try {
                Answer answer = request.get();
                assertThat(answer).isNotNull();
            } catch (UncheckedIOException unanswered) {
                assertThat(unanswered).hasMessageNotContaining("HTTP connect timed out");
            }
        }

        /** Asks until there is an answer that stays, whatever it is. */
        Answer settled() {
            return Eventually.answer(request, answer -> answer.status() != 202 && answer.status() < 500);
        }

        /** Asks until it is done, or its order was given up because payments was away for too long. */
        Answer end() {
            return Eventually.answer(request, answer -> answer.status() == done || isGivenUp(answer));
        }

        private static boolean isGivenUp(Answer answer) {
            return answer.status() == 402 && answer.text("code").equals("PAYMENT_TIMEOUT");
        }
    }

    /** A new errand whose way leads past the point. */
    Errand leadingTo(CrashPoint point) {
        return switch (point) {
            case STOCK_REFUSED_UNANSWERED -> order("tok_ok", 1_000_000, 409, "wait=2");
            case STOCK_RELEASED_UNANSWERED, DECLINE_UNANSWERED -> order("tok_declined", 1, 402, "wait=2");
            case STOCK_RETURNED_UNANSWERED, REFUND_INTENDED, REFUND_UNRECORDED, REFUND_UNANSWERED -> cancellation();
            case CHARGE_FOUND_UNRECORDED, VOID_INTENDED, VOID_UNRECORDED, VOID_UNANSWERED ->
                order("tok_timeout", 1, 402, "wait=2");
            case REGISTRATION_UNANSWERED -> registration();
            case ADJUSTMENT_UNANSWERED -> adjustment();
            case COMMAND_CLAIMED, COMMAND_UNCOMMITTED -> command();
            default -> all();
        };
    }

    Errand order(String token) {
        return order(token, 1, 201, "wait=2");
    }

    /**
     * @param preference how long to wait for the outcome, as in the header Prefer
     */
    Errand order(String token, String preference) {
        return order(token, 1, 201, preference);
    }

    Api customer() {
        return customer.api();
    }

    String sku() {
        return sku;
    }

    private Errand order(String token, int quantity, int done, String preference) {
        Api once = customer.api().withNewKey().withHeader("Prefer", preference);
        Map<String, Object> order = Shop.order(token, sku, quantity);
        return new Errand(() -> once.post("/api/v1/orders", order), done, done == 201);
    }

    /** An order that is confirmed and then cancelled. */
    private Errand cancellation() {
        Errand order = order("tok_ok");
        Api once = customer.api().withNewKey().withHeader("Prefer", "wait=2");
        var version = new AtomicReference<String>();
        return new Errand(
                () -> {
                    Answer placed = order.request().get();
                    if (placed.status() != 201) {
                        return placed;
                    }
                    // The first version seen: a repetition must be the same request.
                    version.compareAndSet(null, placed.header("ETag"));
                    return once.withHeader("If-Match", version.get())
                            .post("/api/v1/orders/" + placed.text("id") + "/cancel", null);
                },
                200,
                false);
    }

    private Errand registration() {
        Api once = Api.anonymous().withNewKey();
        Map<String, Object> person = Shop.registration(Shop.newEmail());
        return new Errand(() -> once.post("/api/v1/users", person), 201, false);
    }

    private Errand adjustment() {
        Api once = admin.withNewKey();
        Map<String, Object> delivery = Map.of("delta", 10, "reason", "delivery");
        return new Errand(() -> once.post("/api/v1/products/" + sku + "/stock-adjustments", delivery), 201, false);
    }

    private Errand command() {
        Api once = admin.withNewKey();
        Map<String, Object> delivery = Map.of("type", "stock.adjust", "sku", sku, "delta", 10, "reason", "delivery");
        return new Errand(() -> once.post("/api/v1/admin/queues/stock/commands", delivery), 202, false);
    }

    /** An order, a registration and a delivery: something to tell for every service. */
    private Errand all() {
        Errand order = order("tok_ok");
        Errand registration = registration();
        Errand adjustment = adjustment();
        return new Errand(
                () -> {
                    if (registered(registration) && registered(adjustment)) {
                        return order.request().get();
                    }
                    order.attempt();
                    throw new UncheckedIOException(new java.io.IOException("not all of it is done"));
                },
                201,
                true);
    }

    private static boolean registered(Errand errand) {
        try {
            return errand.request().get().status() == errand.done();
        } catch (UncheckedIOException unanswered) {
            return false;
        }
    }
}
