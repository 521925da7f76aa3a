package org.tradepost.payments.sandbox.entity;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a test token makes the sandbox bank do. */
public sealed interface SandboxToken {
    Pattern SLOW = Pattern.compile("tok_slow_(\\d{1,5})");
    int SLOWEST_MS = 60_000;

    record Pays() implements SandboxToken {}

    record Declines(String reason) implements SandboxToken {}

    record NeverAnswers(boolean charges) implements SandboxToken {}

    record FailsOnce() implements SandboxToken {}

    record Slow(Duration delay) implements SandboxToken {}

    /** A token the bank never issued is declined, as a real one would do. */
    static SandboxToken parse(String token) {
        return switch (token) {
            case "tok_ok" -> new Pays();
            case "tok_declined" -> new Declines("declined");
            case "tok_insufficient_funds" -> new Declines("insufficient_funds");
            case "tok_timeout" -> new NeverAnswers(false);
            case "tok_timeout_charged" -> new NeverAnswers(true);
            case "tok_error_once" -> new FailsOnce();
            default -> slow(token);
        };
    }

    private static SandboxToken slow(String token) {
        Matcher matcher = SLOW.matcher(token);
        if (matcher.matches() && Integer.parseInt(matcher.group(1)) <= SLOWEST_MS) {
            return new Slow(Duration.ofMillis(Integer.parseInt(matcher.group(1))));
        }
        return new Declines("invalid_token");
    }
}
