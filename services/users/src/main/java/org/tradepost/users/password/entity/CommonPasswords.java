package org.tradepost.users.password.entity;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/**
 * The 30,000 passwords that people choose most, as zxcvbn lists them (ASVS 5.0, 6.2.4). Only the list is used: zxcvbn's estimate
 * takes seconds for a long text made for it.
 *
 * <p>Listed passwords are lower-case words and digits; of those that pass the rules of composition most are one of these with some
 * letters replaced. What is longer than a listed one is another password: clients register with what the public contract allows.
 */
final class CommonPasswords {

    /** Of the listed ones; so a long password, such as one made by a machine, is accepted without reading the list. */
    private static final int LONGEST = 20;

    private static final String LOOK_ALIKES = "4@83690$5+7";
    private static final String LETTERS = "aabebgosstt";
    /** What the keys 1 to 9 and 0 give with shift. */
    private static final String SHIFTED_DIGITS = "!@#$%^&*()";

    /** Read when the first password is chosen. */
    private static final class Listed {

        private static final Set<String> PASSWORDS = read();

        private static Set<String> read() {
            try {
                return Set.copyOf(StandardDictionaries.PASSWORDS_LOADER
                        .load()
                        .getRankedDictionary()
                        .keySet());
            } catch (IOException e) {
                throw new UncheckedIOException("the library's list of passwords cannot be read", e);
            }
        }
    }

    private CommonPasswords() {}

    /** Whether the whole password is one of them, with whatever capitals, look-alike signs or shifted digits. */
    static boolean include(String password) {
        return password.length() <= LONGEST && isListed(password.toLowerCase(Locale.ROOT));
    }

    private static boolean isListed(String text) {
        return Listed.PASSWORDS.contains(text)
                || Listed.PASSWORDS.contains(spelledOut(text, 'i'))
                || Listed.PASSWORDS.contains(spelledOut(text, 'l'))
                || Listed.PASSWORDS.contains(withoutShift(text));
    }

    private static String withoutShift(String text) {
        StringBuilder keys = new StringBuilder(text.length());
        for (char sign : text.toCharArray()) {
            int at = SHIFTED_DIGITS.indexOf(sign);
            keys.append(at >= 0 ? (char) ('0' + (at + 1) % 10) : sign);
        }
        return keys.toString();
    }

    /**
     * The text with letters in place of the digits and signs that look like them.
     *
     * @param stroke what {@code 1}, {@code !} and {@code |} stand for
     */
    private static String spelledOut(String text, char stroke) {
        StringBuilder letters = new StringBuilder(text.length());
        for (char sign : text.toCharArray()) {
            int at = LOOK_ALIKES.indexOf(sign);
            letters.append(at >= 0 ? LETTERS.charAt(at) : "1!|".indexOf(sign) >= 0 ? stroke : sign);
        }
        return letters.toString();
    }
}
