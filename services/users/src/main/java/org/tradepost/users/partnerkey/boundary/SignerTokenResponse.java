package org.tradepost.users.partnerkey.boundary;

/** A short access token for the owner of a key. */
public record SignerTokenResponse(String accessToken, long expiresIn) {

    @Override
    public String toString() {
        return "SignerTokenResponse[hidden]";
    }
}
