package org.tradepost.gateway.limits.entity;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many requests were refused with 429, by whose budget was used up. */
public final class LimitRefusals {

    /** Whose budget. */
    public enum Reason {
        ADDRESS,
        USER,
        KEY;

        /** As metrics call it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Policies are named after the holder of the budget: {@code address-browse}, {@code user-order}, {@code key}. */
        static Reason of(Policy policy) {
            for (Reason reason : values()) {
                if (policy.name().equals(reason.label()) || policy.name().startsWith(reason.label() + '-')) {
                    return reason;
                }
            }
            throw new IllegalArgumentException(policy.name() + " is nobody's policy");
        }
    }

    private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);

    public LimitRefusals() {
        for (Reason reason : Reason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    /**
     * Counts one request.
     *
     * @param refused the verdicts that refuse it; it counts against the first
     */
    public void count(List<Verdict> refused) {
        counts.get(Reason.of(refused.get(0).policy())).increment();
    }

    public long of(Reason reason) {
        return counts.get(reason).sum();
    }
}
