package org.tradepost.shared.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The one table that says which role grants a person which permissions. Our own tokens carry the outcome; for those of an external
 * issuer, which name roles only, each service looks it up here.
 */
public enum Role {
    ADMIN(
            Permissions.USER_READ,
            Permissions.USER_WRITE,
            Permissions.USER_ADMIN,
            Permissions.ORDER_READ,
            Permissions.ORDER_WRITE,
            Permissions.ORDER_PRICE,
            Permissions.ORDER_ADMIN,
            Permissions.CATALOG_WRITE,
            Permissions.REPORT_READ,
            Permissions.CLIENT_ADMIN,
            Permissions.KEY_ADMIN,
            Permissions.AUDIT_READ,
            Permissions.OPERATIONS_READ,
            Permissions.CONFIG_READ,
            Permissions.WEBHOOK_MANAGE,
            Permissions.CREDENTIAL_MANAGE),
    USER(
            Permissions.USER_READ,
            Permissions.USER_WRITE,
            Permissions.ORDER_READ,
            Permissions.ORDER_WRITE,
            Permissions.CREDENTIAL_MANAGE),
    GUEST(Permissions.USER_READ, Permissions.ORDER_READ);

    private final SortedSet<String> permissions;

    Role(String... permissions) {
        this.permissions = new TreeSet<>(Arrays.asList(permissions));
    }

    /** @throws IllegalArgumentException with a message fit for the caller when there is no such role */
    public static Role of(String name) {
        return Arrays.stream(values())
                .filter(role -> role.roleName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(values()).map(Role::roleName).toList()));
    }

    /** Everything that the given roles grant together. */
    public static SortedSet<String> permissionsOf(Collection<Role> roles) {
        SortedSet<String> all = new TreeSet<>();
        roles.forEach(role -> all.addAll(role.permissions));
        return all;
    }

    /** The name used in JSON, in tokens and in the database. */
    @JsonValue
    public String roleName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
