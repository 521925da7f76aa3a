package org.tradepost.cli.drill.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Something a buyer wants to happen once, under one idempotency key, however often it is asked for; with every call made for it.
 * Belongs to its buyer's thread until the load is over.
 */
public final class Intent {

    /** What is wanted. */
    public enum Kind {
        ORDER,
        CANCELLATION,
        REFUND;

        String action() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;
    private final int buyer;
    private final String marker;
    private final String key;
    private final String path;
    private final byte[] body;
    private final String about;
    private final long totalMinor;
    private final List<Call> calls = new ArrayList<>();
    private boolean abandoned;

    private Intent(
            Kind kind, int buyer, String marker, String key, String path, byte[] body, String about, long totalMinor) {
        this.kind = kind;
        this.buyer = buyer;
        this.marker = marker;
        this.key = key;
        this.path = path;
        this.body = body;
        this.about = about;
        this.totalMinor = totalMinor;
    }

    /**
     * @param marker goes into the delivery address, so that an order nobody was told about can be traced to who wanted it
     * @param totalMinor what it costs, in minor units
     */
    static Intent order(int buyer, String marker, String key, byte[] body, long totalMinor) {
        return new Intent(Kind.ORDER, buyer, marker, key, "/api/v1/orders", body, null, totalMinor);
    }

    static Intent cancellation(int buyer, String marker, String key, String order) {
        return new Intent(Kind.CANCELLATION, buyer, marker, key, "/api/v1/orders/" + order + "/cancel", null, order, 0);
    }

    static Intent refund(int buyer, String marker, String key, String order, byte[] body) {
        return new Intent(Kind.REFUND, buyer, marker, key, "/api/v1/orders/" + order + "/refunds", body, order, 0);
    }

    public Kind kind() {
        return kind;
    }

    /** Who wants it. */
    public int buyer() {
        return buyer;
    }

    public String marker() {
        return marker;
    }

    String key() {
        return key;
    }

    String path() {
        return path;
    }

    byte[] body() {
        return body;
    }

    /** The order that is to be cancelled or refunded; null for an order. */
    public String about() {
        return about;
    }

    public long totalMinor() {
        return totalMinor;
    }

    public List<Call> calls() {
        return calls;
    }

    void add(Call call) {
        calls.add(call);
    }

    /** Its buyer will never ask again, whatever became of it. */
    void abandon() {
        abandoned = true;
    }

    /** Whether its buyer still has to find out what became of it. */
    boolean isOpen() {
        return !abandoned && !calls.isEmpty() && calls.getLast().outcome() == Outcome.UNKNOWN;
    }

    /** Whether some answer promised it. */
    public boolean acknowledged() {
        return calls.stream().anyMatch(call -> call.outcome() == Outcome.OK);
    }

    /** Whether some call's effect is not known: it may be there without having been promised. */
    public boolean possible() {
        return calls.stream().anyMatch(call -> call.outcome() == Outcome.UNKNOWN);
    }

    /** The orders that its answers named; more than one is a breach. */
    public Set<String> orders() {
        return named(Call::orderId);
    }

    /** The refunds that its answers named; more than one is a breach. */
    public Set<String> refunds() {
        return named(Call::refundId);
    }

    private Set<String> named(Function<Call, String> id) {
        return calls.stream().map(id).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return kind.action() + " " + marker;
    }
}
