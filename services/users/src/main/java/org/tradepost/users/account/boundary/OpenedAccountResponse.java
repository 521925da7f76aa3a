package org.tradepost.users.account.boundary;

import java.time.Instant;
import org.tradepost.users.account.control.OpenAccount.Opened;

/**
 * A new account.
 *
 * @param activationToken sets its password, once; told here and never again
 */
public record OpenedAccountResponse(UserResponse user, String activationToken, Instant activationExpiresAt) {

    static OpenedAccountResponse of(Opened opened) {
        return new OpenedAccountResponse(
                UserResponse.of(opened.account().view()),
                opened.activation().token().value(),
                opened.activation().expiresAt());
    }

    @Override
    public String toString() {
        return "OpenedAccountResponse[" + user + "]";
    }
}
