package org.tradepost.users.apikey.entity;

import java.time.Duration;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.account.entity.UserId;

/**
 * What a key that was presented is good for now.
 *
 * @param validFor how long it will be, unless it is changed; at least a second
 * @param useUnrecorded whether its last recorded use is more than a minute ago
 */
public record KeyGrant(
        UUID keyId,
        UserId owner,
        Set<Role> roles,
        SortedSet<String> permissions,
        int requestsPerMinute,
        Duration validFor,
        boolean useUnrecorded) {}
