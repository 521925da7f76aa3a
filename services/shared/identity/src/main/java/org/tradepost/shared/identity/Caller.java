package org.tradepost.shared.identity;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/**
 * Who a request was made by: a person, a partner's program or a service of our own.
 *
 * @param userId subject of the access token; one that is not a user's id, such as a client's, is mapped to an id that no user has
 * @param roles roles at the time the token was issued
 * @param permissions what the token permits
 * @param clientId the program that the token was issued to (RFC 9068, section 2.2)
 * @param sessionId the login that the token came from; null when there was none
 * @param subject what kind of subject it is
 */
public record Caller(
        UUID userId, Set<String> roles, Set<String> permissions, String clientId, String sessionId, Subject subject) {

    /** The client that people use to log in with their password. */
    public static final String OWN_CLIENT = "tradepost";

    /** What kind of subject a token has. */
    public enum Subject {
        /** Somebody with an account at our users service. */
        ACCOUNT,
        /** A program that acts for itself. */
        CLIENT,
        /** Somebody with an account at an issuer other than ours. */
        FOREIGN
    }

    public Caller {
        Objects.requireNonNull(userId);
        Objects.requireNonNull(clientId);
        Objects.requireNonNull(subject);
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
    }

    public Caller(UUID userId, Set<String> roles, Set<String> permissions, String clientId, String sessionId) {
        this(userId, roles, permissions, clientId, sessionId, Subject.ACCOUNT);
    }

    public Caller(UUID userId, Set<String> roles, Set<String> permissions) {
        this(userId, roles, permissions, OWN_CLIENT, null);
    }

    public boolean has(String permission) {
        return permissions.contains(permission);
    }

    public boolean isAdmin() {
        return roles.contains("admin");
    }

    /** Whether a request may be logged in full detail because the caller asks for it. */
    public boolean mayDebug() {
        return isAdmin() && has(Permissions.OPERATIONS_READ);
    }

    /** Whether the users service knows more about the caller. */
    public boolean hasAccount() {
        return subject == Subject.ACCOUNT;
    }

    public boolean isOwnerOrAdmin(UUID owner) {
        return userId.equals(owner) || isAdmin();
    }

    /**
     * For objects whose existence may be known, such as users (decision 8).
     *
     * @throws ProblemException 403 unless the object is the caller's own or the caller is an administrator
     */
    public void requireOwnerOrAdmin(UUID owner) {
        requireOwnerOrAdmin(owner, () -> new ProblemException(CommonError.FORBIDDEN, "This belongs to somebody else"));
    }

    /**
     * For objects that do not exist for strangers, such as orders and payments (decision 8).
     *
     * @param owner null for an object that is nobody's, which administrators alone see
     * @param absent the same refusal as for an object that does not exist
     */
    public void requireOwnerOrAdmin(UUID owner, Supplier<ProblemException> absent) {
        if (!isOwnerOrAdmin(owner)) {
            throw absent.get();
        }
    }

    /**
     * Whose objects a list may show: those of the user asked for, else the caller's own; everybody's for an administrator who asks
     * for nobody.
     *
     * @param wanted null for nobody in particular
     * @return empty for everybody's
     * @throws ProblemException 403 for somebody else's
     */
    public Optional<UUID> listable(UUID wanted) {
        if (wanted == null) {
            return isAdmin() ? Optional.empty() : Optional.of(userId);
        }
        requireOwnerOrAdmin(wanted);
        return Optional.of(wanted);
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
