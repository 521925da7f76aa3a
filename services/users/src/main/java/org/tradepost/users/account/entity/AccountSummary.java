package org.tradepost.users.account.entity;

import java.time.Instant;
import java.util.SortedSet;
import java.util.UUID;
import org.tradepost.shared.identity.Role;

/** An account as administrators see it in a list. */
public record AccountSummary(
        UUID id,
        String email,
        String name,
        UserStatus status,
        SortedSet<Role> roles,
        Instant createdAt,
        long version) {}
