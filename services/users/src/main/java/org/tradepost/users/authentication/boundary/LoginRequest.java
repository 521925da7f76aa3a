package org.tradepost.users.authentication.boundary;

import jakarta.validation.constraints.NotNull;

/**
 * Who wants in. Only presence is checked here: a malformed address must look like an unknown one.
 *
 * @param email the address of the account
 * @param password its password
 */
public record LoginRequest(@NotNull String email, @NotNull String password) {

    @Override
    public String toString() {
        return "LoginRequest[hidden]";
    }
}
