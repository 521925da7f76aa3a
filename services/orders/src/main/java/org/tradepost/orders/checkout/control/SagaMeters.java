package org.tradepost.orders.checkout.control;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.tradepost.orders.ordering.entity.OrderStatus;

/** Counts what the sagas of this process do. */
public final class SagaMeters {
    private final Map<OrderStatus, LongAdder> entered = new EnumMap<>(OrderStatus.class);
    final LongAdder waits = new LongAdder();
    final LongAdder leasesLost = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder refusedBusy = new LongAdder();
    final AtomicInteger active = new AtomicInteger();
    final AtomicLong needingAttention = new AtomicLong();
    final AtomicLong oldestSeconds = new AtomicLong();
    final AtomicLong overdue = new AtomicLong();

    SagaMeters() {
        for (OrderStatus status : OrderStatus.values()) {
            entered.put(status, new LongAdder());
        }
    }

    /** An order has got this status, and that is committed. */
    void entered(OrderStatus status) {
        entered.get(status).increment();
    }

    long ordersThatEntered(OrderStatus status) {
        return entered.get(status).sum();
    }
}
