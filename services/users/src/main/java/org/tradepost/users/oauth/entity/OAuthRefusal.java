package org.tradepost.users.oauth.entity;

/** A refusal of the token endpoint, in the words of RFC 6749 rather than as a problem document. */
public final class OAuthRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final OAuthError error;

    /** @param description safe to show; ASCII without quotes and backslashes */
    public OAuthRefusal(OAuthError error, String description) {
        super(description, null, false, false);
        this.error = error;
    }

    public OAuthError error() {
        return error;
    }
}
