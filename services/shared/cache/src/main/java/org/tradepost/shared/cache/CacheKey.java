package org.tradepost.shared.cache;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What an entry of a cache is found by. Two ways to write the same thing give one key; two things never do.
 *
 * @param text canonical; the same in every process
 */
public record CacheKey(String text) {

    private static final String UNRESERVED = "-._~";

    /**
     * The key of one thing of a kind. Identifiers are taken as they are: what differs in case differs.
     *
     * @param kind such as {@code product}; letters, digits and hyphens
     * @throws IllegalArgumentException for a kind of other characters
     */
    public static CacheKey of(String kind, String id) {
        if (!kind.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("a kind of key is made of letters, digits and hyphens: " + kind);
        }
        return new CacheKey(kind + ':' + id);
    }

    /**
     * The key of a request target: percent-encoded octets in upper case, and decoded where they stand for unreserved characters (RFC
     * 3986, section 6.2.2). Nothing else is equal by that standard, so parameters keep their order and number.
     *
     * @param path raw
     * @param query raw; null for none, which is not the same as an empty one
     */
    public static CacheKey ofTarget(String path, String query) {
        return new CacheKey(query == null ? normal(path) : normal(path) + '?' + normal(query));
    }

    private static String normal(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        StringBuilder normal = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '%' || i + 2 >= raw.length() || !isOctet(raw, i + 1)) {
                normal.append(c);
                continue;
            }
            char decoded = (char) HexFormat.fromHexDigits(raw, i + 1, i + 3);
            if (isUnreserved(decoded)) {
                normal.append(decoded);
            } else {
                normal.append('%').append(Character.toUpperCase(raw.charAt(i + 1)));
                normal.append(Character.toUpperCase(raw.charAt(i + 2)));
            }
            i += 2;
        }
        return normal.toString();
    }

    private static boolean isOctet(String raw, int at) {
        return HexFormat.isHexDigit(raw.charAt(at)) && HexFormat.isHexDigit(raw.charAt(at + 1));
    }

    private static boolean isUnreserved(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
    }

    /** Bytes that the key takes, about. */
    public int size() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
        return text;
    }
}
