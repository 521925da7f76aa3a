package org.tradepost.users.apikey.entity;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.Role;

/** What API keys may be permitted. */
public final class KeyPermissions {

    /** With one of these a key could make itself, or somebody else, more than it is. */
    private static final Set<String> NEVER =
            Set.of(Permissions.CREDENTIAL_MANAGE, Permissions.CLIENT_ADMIN, Permissions.KEY_ADMIN);

    private static final SortedSet<String> ANY = of(EnumSet.allOf(Role.class));

    private KeyPermissions() {}

    /** Everything that the keys of somebody with these roles may be permitted. */
    public static SortedSet<String> of(Collection<Role> roles) {
        SortedSet<String> permissions = Role.permissionsOf(roles);
        permissions.removeAll(NEVER);
        return permissions;
    }

    /** Whether any key at all may have the permission. */
    public static boolean exists(String permission) {
        return ANY.contains(permission);
    }

    /** What a key permits now: what it was given, without what its owner, who has these roles, may no longer do. */
    public static SortedSet<String> effective(Collection<String> granted, Collection<Role> roles) {
        SortedSet<String> permissions = of(roles);
        permissions.retainAll(granted);
        return permissions;
    }

    /**
     * The roles that a key acts in: those of its owner whose permissions it has all of. Roles open more than permissions do (an
     * administrator sees everybody's orders), which a key restricted to {@code order:read} must not.
     */
    public static SortedSet<Role> rolesWithin(Collection<String> effective, Collection<Role> roles) {
        SortedSet<Role> within = new TreeSet<>();
        for (Role role : roles) {
            if (effective.containsAll(of(Set.of(role)))) {
                within.add(role);
            }
        }
        return within;
    }
}
