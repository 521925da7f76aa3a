package org.tradepost.users.apikey.boundary;

import java.time.Instant;
import java.util.List;
import org.tradepost.users.apikey.entity.KeyTerms;

/** What is to be different about a key. What is left out stays. */
public record ChangeKeyRequest(String name, List<String> permissions, Instant expiresAt, Long requestsPerMinute) {

    /** @throws org.tradepost.shared.problem.ProblemException 422, naming the field that is wrong */
    KeyTerms over(KeyTerms current, Instant now) {
        return new KeyTerms(
                name == null ? current.name() : KeyFields.name(name),
                permissions == null ? current.permissions() : KeyFields.permissions(permissions),
                expiresAt == null ? current.expiresAt() : KeyFields.expiry(expiresAt, now),
                requestsPerMinute == null ? current.requestsPerMinute() : KeyFields.limit(requestsPerMinute));
    }
}
