package org.tradepost.users.account.entity;

import java.time.Instant;
import java.util.SortedSet;
import java.util.UUID;
import org.tradepost.shared.identity.Role;

/**
 * An account as administrators see it in a list: the address masked, everything else that identifies a person left out but the name.
 * The whole account is shown by its id.
 */
public record AccountSummary(
        UUID id,
        MaskedEmail email,
        String name,
        UserStatus status,
        SortedSet<Role> roles,
        Instant createdAt,
        long version) {}
