package org.tradepost.users.session.entity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** A secret that says nothing: 256 random bits, so that a plain hash of it can neither be guessed nor looked up. */
public interface OpaqueSecret {

    /** What is given away, once. */
    String value();

    /** SHA-256 of the value: what is kept. */
    default byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * A new value.
     *
     * @param prefix by which secret scanners know it
     */
    static String random(String prefix) {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
