package org.tradepost.users.account.entity;

import java.time.Instant;
import java.util.Set;
import org.tradepost.shared.identity.Role;

/**
 * An account as it is shown: without its password, and unchanged when the account changes. It may be a second old, so nothing is decided
 * by it.
 *
 * @param version of the account; the entity tag
 */
public record AccountView(
        UserId id,
        PersonalData personalData,
        UserStatus status,
        Set<Role> roles,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public AccountView {
        roles = Set.copyOf(roles);
    }

    @Override
    public String toString() {
        return "AccountView[" + id + "]";
    }
}
