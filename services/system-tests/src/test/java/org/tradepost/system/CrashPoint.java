package org.tradepost.system;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every point at which a test lets a server die, and the only list of them: around each effect and record of a saga, between an
 * effect and its answer in the services that orders asks, and around what the outbox sends and what consumers take. Production
 * code knows nothing of it: {@link CrashScript} plants the halt when the server starts.
 */
enum CrashPoint {
    ORDER_STORED(Set.of("orders"), new Rule(Code.PLACE_ORDER, "store", "AT EXIT", "$!")),

    /** In the midst of a transaction that changes an order: its event is written, nothing is committed. */
    CHANGE_UNCOMMITTED(Set.of("orders"), new Rule(Code.ORDER_FACTS, "tell", "AT EXIT", "TRUE")),

    RESERVE_BEFORE_EFFECT(Moment.BEFORE_EFFECT),
    RESERVE_AFTER_EFFECT(Moment.AFTER_EFFECT),
    RESERVE_RECORDED(Moment.RECORDED),
    PAY_BEFORE_EFFECT(Moment.BEFORE_EFFECT),
    PAY_AFTER_EFFECT(Moment.AFTER_EFFECT),
    /** Of a payment that was refused or is unknown; a captured one is not recorded by itself. */
    PAY_RECORDED(Moment.RECORDED),
    QUERY_PAYMENT_BEFORE_EFFECT(Moment.BEFORE_EFFECT),
    QUERY_PAYMENT_AFTER_EFFECT(Moment.AFTER_EFFECT),
    QUERY_PAYMENT_RECORDED(Moment.RECORDED),
    VOID_PAYMENT_BEFORE_EFFECT(Moment.BEFORE_EFFECT),
    VOID_PAYMENT_AFTER_EFFECT(Moment.AFTER_EFFECT),
    VOID_PAYMENT_RECORDED(Moment.RECORDED),
    CONFIRM_BEFORE_EFFECT(Moment.BEFORE_EFFECT),
    CONFIRM_AFTER_EFFECT(Moment.AFTER_EFFECT),
    CONFIRM_RECORDED(Moment.RECORDED),
    CANCEL_PAYMENT_BEFORE_EFFECT(Moment.BEFORE_EFFECT),
    CANCEL_PAYMENT_AFTER_EFFECT(Moment.AFTER_EFFECT),
    CANCEL_PAYMENT_RECORDED(Moment.RECORDED),
    RETURN_PAYMENT_BEFORE_EFFECT(Moment.BEFORE_EFFECT),
    RETURN_PAYMENT_AFTER_EFFECT(Moment.AFTER_EFFECT),
    RETURN_PAYMENT_RECORDED(Moment.RECORDED),
    RELEASE_STOCK_BEFORE_EFFECT(Moment.BEFORE_EFFECT),
    RELEASE_STOCK_AFTER_EFFECT(Moment.AFTER_EFFECT),
    RELEASE_STOCK_RECORDED(Moment.RECORDED),
    RETURN_STOCK_BEFORE_EFFECT(Moment.BEFORE_EFFECT),
    RETURN_STOCK_AFTER_EFFECT(Moment.AFTER_EFFECT),
    RETURN_STOCK_RECORDED(Moment.RECORDED),
    REFUND_PAYMENT_BEFORE_EFFECT(Moment.BEFORE_EFFECT),
    REFUND_PAYMENT_AFTER_EFFECT(Moment.AFTER_EFFECT),
    REFUND_PAYMENT_RECORDED(Moment.RECORDED),
    RESTOCK_BEFORE_EFFECT(Moment.BEFORE_EFFECT),
    RESTOCK_AFTER_EFFECT(Moment.AFTER_EFFECT),
    RESTOCK_RECORDED(Moment.RECORDED),

    /** In the midst of the transaction that reserves: the reservation is written, the stock not held yet. */
    STOCK_UNHELD(Set.of("catalog"), new Rule(Code.STOCK_ROWS, "hold", "AT ENTRY", "TRUE")),
    STOCK_RESERVED_UNANSWERED(Set.of("catalog"), new Rule(Code.RESERVATIONS, "reserve", "AT EXIT", "TRUE")),
    STOCK_REFUSED_UNANSWERED(Set.of("catalog"), new Rule(Code.RESERVATIONS, "reserve", "AT EXCEPTION EXIT", "TRUE")),
    STOCK_SOLD_UNANSWERED(Set.of("catalog"), new Rule(Code.RESERVATIONS, "commit", "AT EXIT", "TRUE")),
    STOCK_RELEASED_UNANSWERED(Set.of("catalog"), new Rule(Code.RESERVATIONS, "release", "AT EXIT", "TRUE")),
    STOCK_RETURNED_UNANSWERED(Set.of("catalog"), new Rule(Code.RESERVATIONS, "restock", "AT EXIT", "TRUE")),

    CHARGE_INTENDED(Set.of("payments"), new Rule(Code.PROVIDER, "charge", "AT ENTRY", "TRUE")),
    CHARGE_UNRECORDED(Set.of("payments"), new Rule(Code.PROVIDER, "charge", "AT EXIT", "TRUE")),
    CHARGE_UNANSWERED(Set.of("payments"), new Rule(Code.PAYMENTS, "capture", "AT EXIT", "TRUE")),
    DECLINE_UNANSWERED(Set.of("payments"), new Rule(Code.PAYMENTS, "capture", "AT EXCEPTION EXIT", "TRUE")),
    CHARGE_FOUND_UNRECORDED(Set.of("payments"), new Rule(Code.PROVIDER, "find", "AT EXIT", "TRUE")),
    VOID_INTENDED(Set.of("payments"), new Rule(Code.PROVIDER, "voidCharge", "AT ENTRY", "TRUE")),
    VOID_UNRECORDED(Set.of("payments"), new Rule(Code.PROVIDER, "voidCharge", "AT EXIT", "TRUE")),
    VOID_UNANSWERED(Set.of("payments"), new Rule(Code.PAYMENTS, "voidPayment", "AT EXIT", "TRUE")),
    REFUND_INTENDED(Set.of("payments"), new Rule(Code.PROVIDER, "giveBack", "AT ENTRY", "TRUE")),
    REFUND_UNRECORDED(Set.of("payments"), new Rule(Code.PROVIDER, "giveBack", "AT EXIT", "TRUE")),
    REFUND_UNANSWERED(Set.of("payments"), new Rule(Code.PAYMENTS, "refund", "AT EXIT", "TRUE")),

    REGISTRATION_UNANSWERED(Set.of("users"), new Rule(Code.REQUESTS, "executeFor", "AT EXIT", "TRUE")),
    ADJUSTMENT_UNANSWERED(Set.of("catalog"), new Rule(Code.REQUESTS, "execute", "AT EXIT", "TRUE")),

    COMMAND_CLAIMED(Set.of("catalog"), new Rule(Code.COMMAND_ROWS, "claim", "AT EXIT", "NOT $!.isEmpty()")),
    /** In the midst of the transaction of a command: its effect and its end are written, nothing is committed. */
    COMMAND_UNCOMMITTED(Set.of("catalog"), new Rule(Code.COMMAND_ROWS, "end", "AT EXIT", "$!")),

    RELAY_BEFORE_PUBLISH(Code.TELLING, new Rule(Code.RELAY, "send", "AT ENTRY", "TRUE")),
    RELAY_UNCOMMITTED(Code.TELLING, new Rule(Code.RELAY, "send", "AT INVOKE commitTransaction", "TRUE")),
    RELAY_PUBLISHED_UNMARKED(Code.TELLING, new Rule(Code.RELAY, "send", "AT EXIT", "TRUE")),

    CONSUMER_BEFORE_EFFECT(Code.LISTENING, new Rule(Code.CONSUMER, "consume", "AT ENTRY", "TRUE")),
    CONSUMER_UNCOMMITTED(Code.LISTENING, new Rule(Code.CONSUMER, "consume", "AT EXIT", "TRUE")),
    CONSUMER_COMMITTED(Code.LISTENING, new Rule(Code.CONSUMER, "poll", "AFTER INVOKE commitSync", "TRUE"));

    /** Where in a step of a saga. */
    private enum Moment {
        BEFORE_EFFECT,
        AFTER_EFFECT,
        RECORDED;

        String stepOf(CrashPoint point) {
            return point.name().substring(0, point.name().length() - name().length() - 1);
        }

        List<Rule> rules(String step) {
            String asked = "$1.saga().step().name().equals(\"" + step + "\")";
            String running = "$! && $saga.step().name().equals(\"" + step + "\")";
            return switch (this) {
                case BEFORE_EFFECT -> List.of(new Rule(Code.SAGA, "ask", "AT ENTRY", asked));
                case AFTER_EFFECT -> List.of(new Rule(Code.SAGA, "ask", "AT EXIT", asked));
                case RECORDED ->
                    List.of(
                            new Rule(Code.SAGA, "drive", "AFTER INVOKE record", running),
                            new Rule(Code.SAGA, "drive", "AFTER INVOKE recordAndYield", running),
                            new Rule(Code.SAGA, "ended", "AT EXIT", "$!.isPresent() && " + asked));
            };
        }
    }

    /**
     * Where Byteman halts the server, in the words of its rule language.
     *
     * @param location where in the method
     * @param condition an expression over {@code $1} (the first argument), {@code $!} (the result) and local variables
     */
    record Rule(String type, String method, String location, String condition) {}

    private final Set<String> services;
    private final List<Rule> rules;

    CrashPoint(Moment moment) {
        this.services = Set.of("orders");
        this.rules = moment.rules(moment.stepOf(this));
    }

    CrashPoint(Set<String> services, Rule... rules) {
        this.services = services;
        this.rules = List.of(rules);
    }

    /** The services that can die here. */
    Set<String> services() {
        return services;
    }

    List<Rule> rules() {
        return rules;
    }

    static Set<CrashPoint> of(String service) {
        return Arrays.stream(values())
                .filter(point -> point.services.contains(service))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The code that points are in. */
    private static final class Code {
        static final Set<String> TELLING = Set.of("users", "catalog", "orders", "payments");
        static final Set<String> LISTENING = Set.of("users", "orders");

        static final String PLACE_ORDER = "org.tradepost.orders.checkout.control.PlaceOrder";
        static final String ORDER_FACTS = "org.tradepost.orders.checkout.control.OrderFacts";
        static final String STOCK_ROWS = "org.tradepost.catalog.stock.control.StockRows";
        static final String COMMAND_ROWS = "org.tradepost.catalog.commandqueue.control.CommandRows";
        static final String SAGA = "org.tradepost.orders.checkout.control.CheckoutSaga";
        static final String RESERVATIONS = "org.tradepost.catalog.stock.boundary.ReservationsResource";
        static final String PROVIDER = "org.tradepost.payments.provider.control.ProviderCalls";
        static final String PAYMENTS = "org.tradepost.payments.payment.boundary.InternalPaymentsResource";
        static final String REQUESTS = "org.tradepost.shared.idempotency.IdempotentRequests";
        static final String RELAY = "org.tradepost.shared.outbox.OutboxRelay";
        static final String CONSUMER = "org.tradepost.shared.outbox.EventConsumer";
    }
}
