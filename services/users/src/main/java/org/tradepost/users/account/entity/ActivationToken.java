package org.tradepost.users.account.entity;

import java.time.Instant;
import java.util.Objects;
import org.tradepost.users.session.entity.OpaqueSecret;

/** With which a user sets the first password of an account that somebody else opened. */
public record ActivationToken(String value) implements OpaqueSecret {

    private static final String PREFIX = "tp_activation_";

    /** One that was given away. */
    public record Issued(ActivationToken token, Instant expiresAt) {}

    public ActivationToken {
        Objects.requireNonNull(value, "value");
    }

    public static ActivationToken random() {
        return new ActivationToken(OpaqueSecret.random(PREFIX));
    }

    @Override
    public String toString() {
        return "ActivationToken[hidden]";
    }
}
