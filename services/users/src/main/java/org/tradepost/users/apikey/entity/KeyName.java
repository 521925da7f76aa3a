package org.tradepost.users.apikey.entity;

import java.text.Normalizer;
import java.util.Objects;

/** What a key is called by its owner: 1 to 50 characters, no control characters, no blanks around it. */
public record KeyName(String value) {

    public static final int MAX_LENGTH = 50;

    public KeyName {
        Objects.requireNonNull(value, "value");
        value = Normalizer.normalize(value, Normalizer.Form.NFC).strip();
        int length = value.codePointCount(0, value.length());
        if (length < 1 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("must have between 1 and " + MAX_LENGTH + " characters");
        }
        if (value.codePoints().anyMatch(KeyName::isForbidden)) {
            throw new IllegalArgumentException("must not contain control characters");
        }
    }

    private static boolean isForbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }
}
