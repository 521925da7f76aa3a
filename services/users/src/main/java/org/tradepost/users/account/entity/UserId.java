package org.tradepost.users.account.entity;

import java.util.Objects;
import java.util.UUID;

/** Identity of an account; the only thing about a person that other services may keep. */
public record UserId(UUID value) {

    public UserId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
