package org.tradepost.shared.grpc;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** How many streams there may be at once, in all and of one caller, so that nobody takes all places. */
final class StreamPlaces {

    private final int most;
    private final int perCaller;
    private final Map<UUID, Integer> byCaller = new HashMap<>();
    private int taken;

    StreamPlaces(int most, int perCaller) {
        this.most = most;
        this.perCaller = perCaller;
    }

    /** Takes a place; false when there is none. */
    synchronized boolean enter(UUID caller) {
        int ofCaller = byCaller.getOrDefault(caller, 0);
        if (taken >= most || ofCaller >= perCaller) {
            return false;
        }
        taken++;
        byCaller.put(caller, ofCaller + 1);
        return true;
    }

    /** Gives a place back. */
    synchronized void leave(UUID caller) {
        taken--;
        byCaller.computeIfPresent(caller, (id, count) -> count == 1 ? null : count - 1);
    }
}
