package org.tradepost.users;

import org.tradepost.shared.problem.ErrorCode;

/** The refusals that only this service gives. */
public enum UsersError implements ErrorCode {
    EMAIL_TAKEN(409, "This e-mail address already has an account"),
    LAST_ADMIN(409, "The last active administrator cannot be removed or demoted");

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
