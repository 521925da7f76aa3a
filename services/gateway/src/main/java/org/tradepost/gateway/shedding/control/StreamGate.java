package org.tradepost.gateway.shedding.control;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.tradepost.gateway.shedding.entity.StreamRefusal;
import org.tradepost.gateway.shedding.entity.StreamSettings;

/**
 * Lets in so many streams at once. They have places of their own because each stays for minutes: by its time the adaptive limit would
 * take the platform for overloaded, and a thousand idle ones would leave no place for anybody else.
 */
public final class StreamGate {

    private final StreamSettings settings;
    private final Map<String, Integer> byAddress = new HashMap<>();
    private final Map<StreamRefusal, LongAdder> refused = new EnumMap<>(StreamRefusal.class);
    private int open;

    public StreamGate(StreamSettings settings) {
        this.settings = settings;
        for (StreamRefusal reason : StreamRefusal.values()) {
            refused.put(reason, new LongAdder());
        }
    }

    /**
     * Takes a place.
     *
     * @param address whose it is
     * @return why there is none, which is counted; empty for a place
     */
    public synchronized Optional<StreamRefusal> enter(String address) {
        int ofAddress = byAddress.getOrDefault(address, 0);
        if (ofAddress >= settings.perAddress()) {
            return refusal(StreamRefusal.ADDRESS);
        }
        if (open >= settings.most()) {
            return refusal(StreamRefusal.FULL);
        }
        open++;
        byAddress.put(address, ofAddress + 1);
        return Optional.empty();
    }

    /** Gives a place back. */
    public synchronized void leave(String address) {
        open--;
        byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    public synchronized int open() {
        return open;
    }

    /** Streams refused for this reason since the start. */
    public long refused(StreamRefusal reason) {
        return refused.get(reason).sum();
    }

    private Optional<StreamRefusal> refusal(StreamRefusal reason) {
        refused.get(reason).increment();
        return Optional.of(reason);
    }
}
