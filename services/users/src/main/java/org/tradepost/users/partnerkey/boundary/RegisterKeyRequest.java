package org.tradepost.users.partnerkey.boundary;

import com.fasterxml.jackson.databind.JsonNode;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.signing.VerificationKey;
import org.tradepost.users.partnerkey.entity.PartnerKey;

/**
 * A public key to register.
 *
 * @param name what to call it, 1 to 50 characters
 * @param publicKey a JWK, or a text with a PEM public key
 * @param algorithm what it signs with; null for the one that goes with the key
 * @param required whether the owner's requests must be signed from now on; null for no
 */
public record RegisterKeyRequest(String name, JsonNode publicKey, String algorithm, Boolean required) {

    String checkedName() {
        String stripped = name == null ? "" : name.strip();
        int length = stripped.codePointCount(0, stripped.length());
        if (length < 1
                || length > PartnerKey.LONGEST_NAME
                || stripped.codePoints().anyMatch(Character::isISOControl)) {
            throw invalid("name", "must have between 1 and " + PartnerKey.LONGEST_NAME + " visible characters");
        }
        return stripped;
    }

    VerificationKey checkedKey() {
        return key(publicKey, algorithm);
    }

    static VerificationKey key(JsonNode publicKey, String algorithm) {
        if (publicKey == null || !(publicKey.isTextual() || publicKey.isObject())) {
            throw invalid("publicKey", "must be a JWK or a PEM public key");
        }
        VerificationKey key;
        try {
            key = VerificationKey.read(publicKey.isTextual() ? publicKey.textValue() : publicKey.toString());
        } catch (IllegalArgumentException e) {
            throw invalid("publicKey", e.getMessage());
        }
        if (algorithm != null && !algorithm.equals(key.algorithm().registeredName())) {
            throw invalid("algorithm", "must be " + key.algorithm().registeredName() + " for this key");
        }
        return key;
    }

    static ProblemException invalid(String field, String message) {
        return new ProblemException(CommonError.VALIDATION_ERROR, field + " " + message).field(field, message);
    }
}
