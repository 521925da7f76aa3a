package org.tradepost.users.account.boundary;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A first password, and the token that permits to set it. */
public record ActivateRequest(
        @NotNull @Size(max = 100) String token, @NotNull @Conforms(DomainRule.NEW_PASSWORD) String password) {

    @Override
    public String toString() {
        return "ActivateRequest[hidden]";
    }
}
