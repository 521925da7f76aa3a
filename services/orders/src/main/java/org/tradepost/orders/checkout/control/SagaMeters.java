package org.tradepost.orders.checkout.control;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the sagas of this process do. */
public final class SagaMeters {
    final LongAdder confirmed = new LongAdder();
    final LongAdder rejected = new LongAdder();
    final LongAdder givenBack = new LongAdder();
    final LongAdder attention = new LongAdder();
    final LongAdder waits = new LongAdder();
    final LongAdder leasesLost = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder refusedBusy = new LongAdder();
    final AtomicInteger active = new AtomicInteger();
    final AtomicLong needingAttention = new AtomicLong();
    final AtomicLong oldestSeconds = new AtomicLong();
    final AtomicLong overdue = new AtomicLong();
}
