package org.tradepost.users.authentication.entity;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.account.entity.UserId;

/**
 * What an access token says.
 *
 * @param subject the user, or the client itself
 * @param clientId the program it is issued to
 * @param roles names of the user's roles
 * @param permissions what it permits
 * @param sessionId the login behind it; null without one
 * @param authenticatedAt when the user logged in; null when nobody did
 * @param longest upper bound of its life; it may be shorter
 */
public record Grant(
        String subject,
        String clientId,
        List<String> roles,
        List<String> permissions,
        String sessionId,
        Instant authenticatedAt,
        Duration longest) {

    private static final Duration UNLIMITED = Duration.ofDays(1);

    public Grant {
        roles = List.copyOf(roles);
        permissions = List.copyOf(permissions);
    }

    /** For somebody who has just proved who they are. */
    public static Grant toUser(UserId user, Collection<Role> roles) {
        return new Grant(
                user.toString(),
                Caller.OWN_CLIENT,
                roles.stream().map(Role::roleName).sorted().toList(),
                List.copyOf(Role.permissionsOf(roles)),
                null,
                null,
                UNLIMITED);
    }

    /** For a program that acts for itself (RFC 9068, section 2.2: the subject is the client). */
    public static Grant toClient(String clientId, Collection<String> permissions) {
        return new Grant(clientId, clientId, List.of(), List.copyOf(new TreeSet<>(permissions)), null, null, UNLIMITED);
    }

    /** For a program that acts for a user, with some of the user's permissions and none of the roles. */
    public static Grant toClientOf(UserId owner, String clientId, Collection<String> permissions) {
        return new Grant(
                owner.toString(), clientId, List.of(), List.copyOf(new TreeSet<>(permissions)), null, null, UNLIMITED);
    }

    /** The same in the course of a login. */
    public Grant inSession(String id, Instant began) {
        return new Grant(subject, clientId, roles, permissions, id, began, longest);
    }

    /** The same for a shorter time. */
    public Grant atMost(Duration lifetime) {
        return new Grant(subject, clientId, roles, permissions, sessionId, authenticatedAt, lifetime);
    }
}
