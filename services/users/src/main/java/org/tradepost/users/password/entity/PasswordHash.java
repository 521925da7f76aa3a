package org.tradepost.users.password.entity;

import java.util.Objects;

/** A password as it is stored: algorithm, cost, salt and digest in the PHC string format. */
public record PasswordHash(String encoded) {

    public PasswordHash {
        Objects.requireNonNull(encoded, "encoded");
        if (!encoded.startsWith("$")) {
            throw new IllegalArgumentException("must be a PHC string");
        }
    }

    @Override
    public String toString() {
        return "PasswordHash[hidden]";
    }
}
