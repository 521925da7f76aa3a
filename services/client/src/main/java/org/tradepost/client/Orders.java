package org.tradepost.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.tradepost.client.Order.ShippingAddress;
import org.tradepost.client.http.ApiRequest;

/** Placing orders and looking after them. */
public final class Orders {
    private static final String PATH = "/api/v1/orders";

    private final Calls calls;

    /**
     * What somebody wants to have.
     *
     * @param channel, reference, customerRef for back offices that may set prices; else null
     */
    public record Basket(
            List<Line> items,
            Payment payment,
            ShippingAddress shippingAddress,
            String channel,
            String reference,
            String customerRef) {

        public Basket(List<Line> items, Payment payment, ShippingAddress shippingAddress) {
            this(items, payment, shippingAddress, null, null, null);
        }
    }

    /**
     * @param unitPrice instead of the catalogue's, for who may set prices; else null
     */
    public record Line(String sku, long quantity, Money unitPrice) {

        public Line(String sku, long quantity) {
            this(sku, quantity, null);
        }
    }

    /**
     * @param token the provider's, never card data
     */
    public record Payment(String method, String token) {

        /** Without the token. */
        @Override
        public String toString() {
            return "Payment[" + method + "]";
        }
    }

    /** Which orders to list; null is any. */
    public record Filter(UUID userId, OrderStatus status, String channel, String reference) {
        public static Filter own() {
            return new Filter(null, null, null, null);
        }

        private Map<String, String> query() {
            Map<String, String> query = new TreeMap<>();
            query.put("userId", userId == null ? null : userId.toString());
            query.put("status", status == null ? null : status.name());
            query.put("channel", channel);
            query.put("reference", reference);
            query.values().removeIf(value -> value == null);
            return query;
        }
    }

    /** Quantities of lines, or an amount: one of the two is null. */
    public record RefundRequest(List<RefundLine> lines, Money amount, Boolean restock, String reason) {

        /**
         * @param restock whether the goods go back into stock
         */
        public static RefundRequest of(List<RefundLine> lines, boolean restock, String reason) {
            return new RefundRequest(lines, null, restock, reason);
        }

        public static RefundRequest of(Money amount, String reason) {
            return new RefundRequest(null, amount, null, reason);
        }
    }

    public record RefundLine(long lineNo, long quantity) {}

    /**
     * @param status {@code PENDING} or {@code SETTLED}
     * @param lines null for a refund by amount
     */
    public record Refund(
            UUID id,
            UUID orderId,
            String status,
            Money amount,
            List<RefundedLine> lines,
            boolean restock,
            String reason,
            Instant requestedAt,
            Instant settledAt) {}

    public record RefundedLine(int lineNo, long quantity, Money amount) {}

    Orders(Calls calls) {
        this.calls = calls;
    }

    /**
     * Places an order once, however often it has to be sent.
     *
     * @return CONFIRMED, or PENDING when that takes longer than an answer may
     * @throws org.tradepost.client.http.ApiRefusal when it was refused: {@code OUT_OF_STOCK}, {@code PAYMENT_DECLINED}, and so on
     */
    public Order place(Basket basket) {
        return place(UUID.randomUUID().toString(), basket);
    }

    /**
     * Places an order under a key of the caller's, which makes it the same order after a crash of the caller's, too.
     *
     * @param key 1 to 255 characters, remembered for 24 hours
     */
    public Order place(String key, Basket basket) {
        return calls.create("Placing an order", ApiRequest.post(PATH, basket).withKey(key), Order.class);
    }

    public Order get(UUID id) {
        return calls.get("Reading an order", path(id), Order.class);
    }

    /** The newest first. */
    public Listing<Order.Summary> list(Filter filter) {
        return calls.list("Listing the orders", PATH, filter.query(), Order.Summary.class);
    }

    /** What happened to an order, the oldest first. */
    public Listing<Order.Event> timeline(UUID id) {
        return calls.list("Reading a timeline", path(id) + "/timeline", Map.of(), Order.Event.class);
    }

    /**
     * Gives money and goods back.
     *
     * @return CANCELLED, or CANCELLING when that takes longer than an answer may
     */
    public Order cancel(UUID id) {
        return calls.create("Cancelling an order", ApiRequest.post(path(id) + "/cancel"), Order.class);
    }

    public Refund refund(UUID id, RefundRequest request) {
        return calls.create("Refunding an order", ApiRequest.post(path(id) + "/refunds", request), Refund.class);
    }

    private static String path(UUID id) {
        return PATH + "/" + id;
    }
}
