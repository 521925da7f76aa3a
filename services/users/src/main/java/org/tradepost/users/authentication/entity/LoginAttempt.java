package org.tradepost.users.authentication.entity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * Who tries to log in from where, as digests: what is counted must not tell an account from an address that has none.
 *
 * @param account digest of the e-mail address, whoever asks
 * @param pair digest of the e-mail address and the network that asks
 */
public record LoginAttempt(byte[] account, byte[] pair) {

    /**
     * @param email as it was given; spelled in capitals or with spaces around it is the same account
     * @param network where the attempt comes from
     */
    public static LoginAttempt of(String email, ClientNetwork network) {
        String address = email.strip().toLowerCase(Locale.ROOT);
        return new LoginAttempt(digest(address), digest(address + '\n' + network.name()));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
