package org.tradepost.users.partnerkey.boundary;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.tradepost.shared.signing.VerificationKey;
import org.tradepost.users.partnerkey.entity.PartnerKey;

/**
 * A public key to take the place of another.
 *
 * @param publicKey a JWK, or a text with a PEM public key
 * @param algorithm what it signs with; null for the one that goes with the key
 * @param overlapSeconds how long the one that is replaced stays good; null for a day
 */
public record ReplaceKeyRequest(JsonNode publicKey, String algorithm, Long overlapSeconds) {

    VerificationKey checkedKey() {
        return RegisterKeyRequest.key(publicKey, algorithm);
    }

    Duration checkedOverlap() {
        if (overlapSeconds == null) {
            return Duration.ofDays(1);
        }
        if (overlapSeconds < 0 || overlapSeconds > PartnerKey.LONGEST_OVERLAP.toSeconds()) {
            throw RegisterKeyRequest.invalid(
                    "overlapSeconds", "must be between 0 and " + PartnerKey.LONGEST_OVERLAP.toSeconds());
        }
        return Duration.ofSeconds(overlapSeconds);
    }
}
