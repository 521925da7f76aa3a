package org.tradepost.users.account.entity;

import java.util.Arrays;

/** Whether an account may be used. Only an ACTIVE one can log in or order. */
public enum UserStatus {
    ACTIVE,
    INACTIVE,
    SUSPENDED;

    /** @throws IllegalArgumentException with a message fit for the caller when there is no such status */
    public static UserStatus of(String name) {
        return Arrays.stream(values())
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of " + Arrays.toString(values())));
    }
}
