package org.tradepost.gateway.signing.control;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.tradepost.gateway.GatewayError;
import org.tradepost.gateway.edge.entity.CredentialsRefused;
import org.tradepost.gateway.signing.entity.PartnerKey;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.signing.ContentDigest;
import org.tradepost.shared.signing.HttpMessage;
import org.tradepost.shared.signing.MessageSignature;
import org.tradepost.shared.signing.SignatureRefused;
import org.tradepost.shared.signing.SignatureRefused.Reason;
import org.tradepost.shared.signing.SignatureRules;
import org.tradepost.shared.signing.SignedEnvelope;

/**
 * Decides whether a signed message is accepted. Cheap checks come first, and a nonce is claimed last: only who holds the key can use
 * one up.
 */
public final class VerifySender {

    private final Partners partners;
    private final Nonces nonces;
    private final Clock clock;

    public VerifySender(Partners partners, Nonces nonces, Clock clock) {
        this.partners = partners;
        this.nonces = nonces;
        this.clock = clock;
    }

    /**
     * Checks a signed request.
     *
     * @param caller who it was authenticated as; null for nobody
     * @param anonymous whether it presents no credentials at all
     * @throws ProblemException 400 when it cannot be understood, 401 when it is not accepted, 503 when that cannot be told
     */
    public void request(HttpMessage message, byte[] body, Caller caller, boolean anonymous) {
        UUID named = null;
        try {
            MessageSignature signature = MessageSignature.of(message);
            named = id(signature.keyId()).orElse(null);
            SignatureRules.checkRequest(signature, body.length > 0, clock);
            PartnerKey key = key(signature.keyId());
            requireOwn(key, caller, anonymous);
            if (body.length > 0 || !message.field(ContentDigest.FIELD).isEmpty()) {
                ContentDigest.check(message.field(ContentDigest.FIELD), body);
            }
            signature.verify(message, key.key());
            if (!nonces.claim(key.id(), signature.nonce())) {
                throw CredentialsRefused.signature(
                        key.id(), caller, GatewayError.SIGNATURE_REPLAYED, "This nonce was used before");
            }
        } catch (SignatureRefused e) {
            throw CredentialsRefused.signature(
                    named,
                    caller,
                    e.reason() == Reason.MALFORMED ? GatewayError.SIGNATURE_MALFORMED : GatewayError.SIGNATURE_INVALID,
                    e.getMessage());
        }
    }

    /**
     * Checks an envelope, but for whether it was there before.
     *
     * @return the key that it was signed with
     * @throws ProblemException 400 when it is malformed or expired, 401 for anything about key and signature, 503
     */
    public PartnerKey envelope(SignedEnvelope envelope) {
        try {
            envelope.checkFresh(clock);
            PartnerKey key = key(envelope.keyId());
            envelope.verify(key.key());
            return key;
        } catch (SignatureRefused e) {
            throw CredentialsRefused.signature(
                    id(envelope.keyId()).orElse(null),
                    null,
                    switch (e.reason()) {
                        case MALFORMED, INCOMPLETE -> GatewayError.SIGNATURE_MALFORMED;
                        case NOT_FRESH -> GatewayError.ENVELOPE_EXPIRED;
                        default -> GatewayError.SIGNATURE_INVALID;
                    },
                    e.getMessage());
        }
    }

    /** @throws ProblemException 409 for an envelope that was there before, 503 */
    public void claim(SignedEnvelope envelope, PartnerKey key) {
        if (!nonces.claim(key.id(), envelope.nonce())) {
            throw CredentialsRefused.signature(
                    key.id(), null, GatewayError.ENVELOPE_REPLAYED, "This nonce was used before");
        }
    }

    private PartnerKey key(String keyId) {
        return id(keyId)
                .flatMap(partners::find)
                .filter(PartnerKey::usable)
                .orElseThrow(() -> new SignatureRefused(Reason.UNKNOWN_KEY, "The key is unknown or not active"));
    }

    /** A signature does not authenticate by itself, and one person's does not go with another's token. */
    private static void requireOwn(PartnerKey key, Caller caller, boolean anonymous) {
        boolean own = caller == null ? anonymous : caller.userId().equals(key.owner());
        if (!own) {
            throw new SignatureRefused(Reason.UNKNOWN_KEY, "The key is not one of the caller's");
        }
    }

    private static Optional<UUID> id(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            // No key of ours has such an id.
            return Optional.empty();
        }
    }
}
