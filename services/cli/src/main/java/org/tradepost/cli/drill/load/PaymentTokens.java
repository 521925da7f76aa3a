package org.tradepost.cli.drill.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** How orders are paid for: mostly well, sometimes declined, and now and then the provider itself is at fault. */
public final class PaymentTokens {
    /** The provider never answers and has not charged. */
    public static final String TIMEOUT = "provider-timeout";
    /** The provider has charged and never answers. */
    public static final String TIMEOUT_CHARGED = "provider-timeout-charged";

    private final List<String> drawn = new ArrayList<>();

    /**
     * @param faults those of the provider's that may happen
     */
    public PaymentTokens(Set<String> faults) {
        add("tok_ok", 82);
        add("tok_slow_300", 4);
        add("tok_error_once", 5);
        add("tok_declined", 4);
        add("tok_insufficient_funds", 2);
        add("tok_timeout", faults.contains(TIMEOUT) ? 1 : 0);
        add("tok_timeout_charged", faults.contains(TIMEOUT_CHARGED) ? 2 : 0);
    }

    /** The provider's fault that a token stands for; null for none. */
    public static String fault(String token) {
        return switch (token) {
            case "tok_timeout" -> TIMEOUT;
            case "tok_timeout_charged" -> TIMEOUT_CHARGED;
            default -> null;
        };
    }

    private void add(String token, int weight) {
        for (int i = 0; i < weight; i++) {
            drawn.add(token);
        }
    }

    String any(RandomGenerator random) {
        return drawn.get(random.nextInt(drawn.size()));
    }
}
