package org.tradepost.users.account.entity;

import java.text.Normalizer;
import java.util.Objects;

/** A person's name as they write it: 2 to 50 characters, no control characters, no blanks around it. */
public record FullName(String value) {

    private static final int MIN_LENGTH = 2;
    private static final int MAX_LENGTH = 50;

    public FullName {
        Objects.requireNonNull(value, "value");
        value = Normalizer.normalize(value, Normalizer.Form.NFC).strip();
        int length = value.codePointCount(0, value.length());
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "must have between " + MIN_LENGTH + " and " + MAX_LENGTH + " characters");
        }
        if (value.codePoints().anyMatch(FullName::isForbidden)) {
            throw new IllegalArgumentException("must not contain control characters");
        }
    }

    private static boolean isForbidden(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE
                || Character.getType(codePoint) == Character.LINE_SEPARATOR
                || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR;
    }

    @Override
    public String toString() {
        return "FullName[hidden]";
    }
}
