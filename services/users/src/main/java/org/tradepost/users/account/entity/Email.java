package org.tradepost.users.account.entity;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An e-mail address, kept lower-case so that two spellings of one address are one account. ASCII only: an
 * internationalised domain is given in its xn-- form, which rules out look-alike letters.
 */
public record Email(String value) {

    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_LENGTH = 64;
    private static final String ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern SHAPE = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*@(?:" + LABEL + "\\.)+" + LABEL);

    public Email {
        Objects.requireNonNull(value, "value");
        // Bounded before the pattern runs, so that a long input costs nothing.
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("must have at most " + MAX_LENGTH + " characters");
        }
        value = value.strip().toLowerCase(Locale.ROOT);
        if (value.indexOf('@') > MAX_LOCAL_LENGTH || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("must be an e-mail address");
        }
    }

    /** Hides the address: an e-mail must not reach a log by accident. */
    @Override
    public String toString() {
        return "Email[hidden]";
    }
}
