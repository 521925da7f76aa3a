package org.tradepost.orders.livestatus.control;

import java.util.concurrent.atomic.LongAdder;

/** Counts what the streams of this process do. */
final class StreamMeters {
    /** Entries handed over to readers. */
    final LongAdder events = new LongAdder();
    /** Requests refused because their reader has too many streams. */
    final LongAdder refusedReader = new LongAdder();
    /** Requests refused because there are too many streams. */
    final LongAdder refusedFull = new LongAdder();
    /** Streams ended because their reader did not read. */
    final LongAdder slow = new LongAdder();
}
