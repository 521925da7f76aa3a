package org.tradepost.users.account.boundary;

import jakarta.validation.constraints.NotNull;

/** A change of one's own password. */
public record ChangePasswordRequest(
        @NotNull String currentPassword, @NotNull @Conforms(DomainRule.NEW_PASSWORD) String newPassword) {

    @Override
    public String toString() {
        return "ChangePasswordRequest[hidden]";
    }
}
