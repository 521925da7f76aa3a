package org.tradepost.users.authentication.entity;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.Instant;

/**
 * A key that signs tokens, will, or did.
 *
 * @param createdAt since when it has been published
 * @param retiredAt when another one took its place; null before
 */
public record SigningKey(RSAKey key, State state, Instant createdAt, Instant retiredAt) {

    /** A key's life. It is published in all of it. */
    public enum State {
        /** Published ahead of its use, so that everybody knows it by then. */
        NEXT,
        CURRENT,
        /** Its last tokens are still about. */
        RETIRED
    }

    @Override
    public String toString() {
        return "SigningKey[" + key.getKeyID() + " " + state + "]";
    }
}
