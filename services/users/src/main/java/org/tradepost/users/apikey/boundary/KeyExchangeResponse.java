package org.tradepost.users.apikey.boundary;

import java.util.UUID;
import org.tradepost.users.apikey.entity.ExchangedKey;

/**
 * What the gateway uses instead of a key.
 *
 * @param expiresIn seconds, 60 at most
 * @param requestsPerMinute the key's own limit
 */
public record KeyExchangeResponse(String accessToken, long expiresIn, UUID keyId, int requestsPerMinute) {

    static KeyExchangeResponse of(ExchangedKey exchanged) {
        return new KeyExchangeResponse(
                exchanged.token().value(),
                exchanged.token().lifetime().toSeconds(),
                exchanged.keyId(),
                exchanged.requestsPerMinute());
    }

    @Override
    public String toString() {
        return "KeyExchangeResponse[" + keyId + "]";
    }
}
