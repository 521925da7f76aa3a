package org.tradepost.shared.identity;

import java.util.Set;
import java.util.UUID;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * The person or partner that a request was made by.
 *
 * @param userId subject of the access token
 * @param roles roles at the time the token was issued
 * @param permissions what those roles permit
 */
public record Caller(UUID userId, Set<String> roles, Set<String> permissions) {

    public Caller {
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
    }

    public boolean has(String permission) {
        return permissions.contains(permission);
    }

    public boolean isAdmin() {
        return roles.contains("admin");
    }

    public boolean isOwnerOrAdmin(UUID owner) {
        return userId.equals(owner) || isAdmin();
    }

    /**
     * @throws ProblemException 403 unless the resource is the caller's own or the caller is an administrator
     */
    public void requireOwnerOrAdmin(UUID owner) {
        if (!isOwnerOrAdmin(owner)) {
            throw new ProblemException(CommonError.FORBIDDEN, "This belongs to somebody else");
        }
    }

    /**
     * @throws ProblemException 403 without the permission
     */
    public void require(String permission) {
        if (!has(permission)) {
            throw new ProblemException(CommonError.FORBIDDEN, "This needs the permission " + permission);
        }
    }
}
