package org.tradepost.shared.identity;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API key as its owner holds it: {@code tp_live_}, 256 random bits as 43 letters and digits (base 62), and a CRC-32 of all that
 * as 6 more. The prefix lets secret scanners find it ({@code tp_live_[0-9A-Za-z]{49}}), the checksum lets anybody tell a key from
 * something that only looks like one without asking us. It is no protection: anybody can compute it.
 */
public final class ApiKeySecret {

    public static final String PREFIX = "tp_live_";

    private static final int ENTROPY_BYTES = 32;
    private static final int ENTROPY_DIGITS = 43;
    private static final int CHECKSUM_DIGITS = 6;
    private static final int CHECKSUM_START = PREFIX.length() + ENTROPY_DIGITS;
    private static final Pattern SHAPE = Pattern.compile("tp_live_[0-9A-Za-z]{49}");
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String value;

    private ApiKeySecret(String value) {
        this.value = value;
    }

    /** A new key that nobody has had before. */
    public static ApiKeySecret random() {
        byte[] entropy = new byte[ENTROPY_BYTES];
        RANDOM.nextBytes(entropy);
        return of(entropy);
    }

    static ApiKeySecret of(byte[] entropy) {
        String body = PREFIX + digits(new BigInteger(1, entropy), ENTROPY_DIGITS);
        return new ApiKeySecret(body + checksum(body));
    }

    /** The key that the text is; empty for anything else, blanks around a key included. */
    public static Optional<ApiKeySecret> parse(String text) {
        if (text == null || !SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        boolean intact = text.substring(CHECKSUM_START).equals(checksum(text.substring(0, CHECKSUM_START)));
        return intact ? Optional.of(new ApiKeySecret(text)) : Optional.empty();
    }

    /** What is shown once, to whom it was made for. */
    public String value() {
        return value;
    }

    /** Lets the owner recognise a key among several; of no use to anybody else. */
    public String lastFour() {
        return value.substring(value.length() - 4);
    }

    /**
     * SHA-256 of the key: all that is ever stored or compared. A fast hash is right here, unlike for passwords: there is nothing to
     * guess among 2^256 keys.
     */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return digits(BigInteger.valueOf(crc.getValue()), CHECKSUM_DIGITS);
    }

    private static String digits(BigInteger number, int length) {
        char[] text = new char[length];
        BigInteger rest = number;
        for (int i = length - 1; i >= 0; i--) {
            BigInteger[] divided = rest.divideAndRemainder(BASE);
            text[i] = DIGITS.charAt(divided[1].intValue());
            rest = divided[0];
        }
        return new String(text);
    }

    /** Hides the key: it must not reach a log by accident. */
    @Override
    public String toString() {
        return "ApiKeySecret[hidden]";
    }
}
