package org.tradepost.users.apikey.boundary;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The key that is wanted for somebody.
 *
 * @param userId whose key it is
 */
public record AdminCreateKeyRequest(
        UUID userId, String name, List<String> permissions, Instant expiresAt, Long requestsPerMinute) {

    CreateKeyRequest key() {
        return new CreateKeyRequest(name, permissions, expiresAt, requestsPerMinute);
    }
}
