package org.tradepost.shared.identity;

import com.nimbusds.jose.JWSVerifier;
import java.util.Optional;

/** The public keys that an issuer signs with, by key id. */
public interface VerificationKeys extends AutoCloseable {

    /** What came of asking the issuer for its keys again. */
    enum Refresh {
        /** The keys are those of this moment. */
        DONE,
        /** Asked a moment ago; asking more often would let anybody with a made-up key id keep the issuer busy. */
        TOO_SOON,
        /** The issuer did not answer, or somebody else is waiting for its answer. */
        UNAVAILABLE
    }

    /** What checks signatures of the key; never waits. */
    Optional<JWSVerifier> find(String keyId);

    /** Asks the issuer now, and waits for its answer. */
    Refresh refresh();

    @Override
    default void close() {
        // Nothing to end where nothing runs.
    }
}
