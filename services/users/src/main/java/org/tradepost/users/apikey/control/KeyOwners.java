package org.tradepost.users.apikey.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.SortedSet;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.UsersError;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.apikey.entity.ApiKey;
import org.tradepost.users.apikey.entity.KeyOwner;
import org.tradepost.users.apikey.entity.KeyPermissions;

/** What the owner of a key allows it to be. */
@ApplicationScoped
public class KeyOwners {

    @Inject
    ApiKeyStore store;

    /**
     * The owner, whose keys nobody else changes until the transaction ends.
     *
     * @throws ProblemException 404 when there is no such user
     */
    KeyOwner lock(UserId owner) {
        return store.lockOwner(owner)
                .orElseThrow(() -> new ProblemException(CommonError.NOT_FOUND, "There is no such user"));
    }

    /** @throws ProblemException 403 for a permission that the owner does not have */
    static void requireWithin(Collection<String> permissions, KeyOwner owner) {
        SortedSet<String> allowed = KeyPermissions.of(owner.roles());
        for (String permission : permissions) {
            if (!allowed.contains(permission)) {
                throw new ProblemException(
                        CommonError.FORBIDDEN, "A key's owner must have the permission " + permission);
            }
        }
    }

    /** @throws ProblemException 409 when the owner has as many active keys as anybody may have */
    static void requireRoomForAnother(KeyOwner owner) {
        if (owner.activeKeys() >= ApiKey.MOST_ACTIVE) {
            throw new ProblemException(
                    UsersError.TOO_MANY_API_KEYS, "At most " + ApiKey.MOST_ACTIVE + " keys may be active; revoke one");
        }
    }
}
