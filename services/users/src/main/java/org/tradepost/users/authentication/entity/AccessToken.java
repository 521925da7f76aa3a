package org.tradepost.users.authentication.entity;

import java.time.Duration;

/** A signed access token and how long it is valid. */
public record AccessToken(String value, Duration lifetime) {

    /** Hides the token: it must not reach a log by accident. */
    @Override
    public String toString() {
        return "AccessToken[hidden]";
    }
}
