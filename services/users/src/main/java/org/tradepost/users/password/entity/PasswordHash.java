package org.tradepost.users.password.entity;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;

/** A password as it is stored: algorithm, cost, salt and digest in the PHC string format. */
public record PasswordHash(String encoded) {

    public PasswordHash {
        Objects.requireNonNull(encoded, "encoded");
        if (!encoded.startsWith("$")) {
            throw new IllegalArgumentException("must be a PHC string");
        }
    }

    /** That of an account without one: a digest that is random, of which nobody can know a password. As slow to check as any other. */
    public static PasswordHash ofNoPassword() {
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[16];
        byte[] digest = new byte[32];
        random.nextBytes(salt);
        random.nextBytes(digest);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return new PasswordHash(
                "$argon2id$v=19$m=19456,t=2,p=1$" + base64.encodeToString(salt) + "$" + base64.encodeToString(digest));
    }

    @Override
    public String toString() {
        return "PasswordHash[hidden]";
    }
}
