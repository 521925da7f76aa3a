package org.tradepost.users.oauth.entity;

import java.util.Locale;

/** Error codes of the token endpoint (RFC 6749, section 5.2). */
public enum OAuthError {
    INVALID_REQUEST(400),
    INVALID_CLIENT(401),
    INVALID_GRANT(400),
    INVALID_SCOPE(400),
    UNAUTHORIZED_CLIENT(400),
    UNSUPPORTED_GRANT_TYPE(400);

    private final int status;

    OAuthError(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** As it is written in the answer. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
