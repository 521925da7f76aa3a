package org.tradepost.users.oauth.boundary;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.tradepost.users.oauth.entity.IssuedTokens;

/** A successful answer of the token endpoint (RFC 6749, section 5.1). */
record TokenAnswer(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn,
        @JsonProperty("refresh_token") String refreshToken,
        @JsonProperty("scope") String scope) {

    static TokenAnswer of(IssuedTokens issued) {
        return new TokenAnswer(
                issued.access().value(),
                "Bearer",
                issued.access().lifetime().toSeconds(),
                issued.refresh().orElse(null),
                String.join(" ", issued.scope()));
    }

    @Override
    public String toString() {
        return "TokenAnswer[hidden]";
    }
}
