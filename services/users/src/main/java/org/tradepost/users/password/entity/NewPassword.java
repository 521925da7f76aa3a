package org.tradepost.users.password.entity;

import java.util.Objects;

/**
 * A password somebody chose and that is strong enough: 8 to 128 characters, among them an upper-case and a lower-case
 * letter, a digit and a character that is none of these, and not a common one. The upper bound keeps a request from buying
 * hashing time.
 */
public record NewPassword(String value) {

    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 128;

    public NewPassword {
        Objects.requireNonNull(value, "value");
        int length = value.codePointCount(0, value.length());
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "must have between " + MIN_LENGTH + " and " + MAX_LENGTH + " characters");
        }
        boolean strong = value.codePoints().anyMatch(Character::isUpperCase)
                && value.codePoints().anyMatch(Character::isLowerCase)
                && value.codePoints().anyMatch(Character::isDigit)
                && value.codePoints().anyMatch(NewPassword::isSpecial);
        if (!strong) {
            throw new IllegalArgumentException(
                    "must contain an upper-case letter, a lower-case letter, a digit and a special character");
        }
        if (CommonPasswords.include(value)) {
            throw new IllegalArgumentException("must not be a common password");
        }
    }

    private static boolean isSpecial(int codePoint) {
        return !Character.isLetterOrDigit(codePoint)
                && !Character.isWhitespace(codePoint)
                && !Character.isISOControl(codePoint);
    }

    @Override
    public String toString() {
        return "NewPassword[hidden]";
    }
}
