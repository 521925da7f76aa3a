package org.tradepost.users.account.boundary;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.account.entity.UserStatus;

/** What an administrator changes about an account: its roles, its status, or both. What is left out stays. */
public record GovernRequest(
        @Size(min = 1, max = 10) List<@NotNull @Conforms(DomainRule.ROLE) String> roles,
        @Conforms(DomainRule.STATUS) String status) {

    Optional<Set<Role>> newRoles() {
        return Optional.ofNullable(roles).map(names -> names.stream()
                .map(Role::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class))));
    }

    Optional<UserStatus> newStatus() {
        return Optional.ofNullable(status).map(UserStatus::of);
    }
}
