package org.tradepost.users.account.entity;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Objects;

/** A language as a well-formed BCP 47 tag, in its canonical spelling: {@code pt-br} becomes {@code pt-BR}. */
public record LanguageTag(String value) {

    private static final int MAX_LENGTH = 35;
    private static final String RULE = "must be a BCP 47 language tag, such as en or pt-BR";

    public LanguageTag {
        Objects.requireNonNull(value, "value");
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(RULE);
        }
        value = canonical(value);
    }

    private static String canonical(String tag) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            if (locale.getLanguage().isEmpty()) {
                throw new IllegalArgumentException(RULE);
            }
            return locale.toLanguageTag();
        } catch (IllformedLocaleException e) {
            throw new IllegalArgumentException(RULE, e);
        }
    }
}
