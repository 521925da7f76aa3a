package org.tradepost.users.oauth.entity;

import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A partner's client as an administrator sees it.
 *
 * @param ownerUserId the user it acts for; null when it acts for itself
 * @param status ACTIVE or REVOKED
 * @param secretSetAt when its secret was made
 */
public record Partner(
        String id,
        String name,
        SortedSet<String> permissions,
        UUID ownerUserId,
        String status,
        Instant createdAt,
        Instant secretSetAt) {

    public Partner {
        permissions = new TreeSet<>(permissions);
    }
}
