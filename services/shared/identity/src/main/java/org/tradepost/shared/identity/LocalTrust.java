package org.tradepost.shared.identity;

/** What the service that issues tokens knows by itself; with a bean of this type nothing is asked over HTTP. */
public interface LocalTrust {

    /** The keys it signs with. */
    VerificationKeys keys();

    /** What it has revoked. */
    RevokedIds revoked();
}
