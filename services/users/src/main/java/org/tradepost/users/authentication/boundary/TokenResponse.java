package org.tradepost.users.authentication.boundary;

import org.tradepost.users.authentication.entity.AccessToken;

/** An access token in the shape of RFC 6749, section 5.1, in camelCase. */
public record TokenResponse(String accessToken, String tokenType, long expiresIn) {

    static TokenResponse of(AccessToken token) {
        return new TokenResponse(token.value(), "Bearer", token.lifetime().toSeconds());
    }
}
