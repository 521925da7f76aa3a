package org.tradepost.users.password.entity;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A password somebody chose and that is strong enough: 8 to 128 characters, among them an upper-case and a lower-case
 * letter, a digit and a character that is none of these, and not a common one. The upper bound keeps a request from buying
 * hashing time.
 */
public record NewPassword(String value) {

    static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 128;
    /** Shorter ones are part of many words that have nothing to do with them. */
    static final int SHORTEST_WORD = 4;

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
            throw new IllegalArgumentException("must not be a common password, or one with a few characters changed");
        }
    }

    /**
     * Whether it hardly is more than these words, in any spelling: without them fewer than eight characters are left.
     *
     * @param words those of fewer than four characters are not looked for
     */
    public boolean isMadeOf(Collection<String> words) {
        String folded = value.toLowerCase(Locale.ROOT);
        List<String> sought = words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> word.length() >= SHORTEST_WORD)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        return isMadeOf(sought, folded)
                || isMadeOf(sought, CommonPasswords.spelledOut(folded, 'i'))
                || isMadeOf(sought, CommonPasswords.spelledOut(folded, 'l'));
    }

    private static boolean isMadeOf(List<String> words, String text) {
        String rest = text;
        for (String word : words) {
            rest = rest.replace(word, "");
        }
        return rest.length() < text.length() && rest.length() < MIN_LENGTH;
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
