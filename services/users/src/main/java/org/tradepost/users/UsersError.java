package org.tradepost.users;

import org.tradepost.shared.problem.ErrorCode;

/** The refusals that only this service gives. */
public enum UsersError implements ErrorCode {
    EMAIL_TAKEN(409, "This e-mail address already has an account"),
    /** The same for every reason, so that nobody learns which tokens there were. */
    ACTIVATION_REFUSED(404, "The activation token is not valid"),
    LAST_ADMIN(409, "The last active administrator cannot be removed or demoted"),
    /** The same for every reason, so that nobody learns which keys there are. */
    API_KEY_REFUSED(401, "The API key is not valid"),
    API_KEY_REVOKED(409, "The API key was revoked"),
    TOO_MANY_API_KEYS(409, "There are as many active API keys as there may be"),
    TOO_MANY_SIGNING_KEYS(409, "Too many active signing keys"),
    SIGNING_KEY_KNOWN(409, "This key was registered before"),
    NONCE_USED(409, "This nonce was used before");

    private final int status;
    private final String title;

    UsersError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
