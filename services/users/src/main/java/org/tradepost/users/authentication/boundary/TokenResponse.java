package org.tradepost.users.authentication.boundary;

import org.tradepost.users.authentication.entity.LoggedIn;

/**
 * Tokens in the shape of RFC 6749, section 5.1, in camelCase.
 *
 * @param expiresIn seconds that the access token lives
 * @param refreshToken gets new tokens, once, at /oauth2/token
 */
public record TokenResponse(String accessToken, String tokenType, long expiresIn, String refreshToken) {

    static TokenResponse of(LoggedIn login) {
        return new TokenResponse(
                login.access().value(),
                "Bearer",
                login.access().lifetime().toSeconds(),
                login.refresh().value());
    }

    @Override
    public String toString() {
        return "TokenResponse[hidden]";
    }
}
