package org.tradepost.users.apikey.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.UsersError;
import org.tradepost.users.apikey.entity.ApiKey;

/** Whose keys somebody may see and change: their own, or anybody's as an administrator. */
@ApplicationScoped
public class KeyAccess {

    @Inject
    ApiKeyStore store;

    /** @throws ProblemException 404 when there is no such key, or it is somebody else's */
    public ApiKey require(UUID id, Caller caller) {
        ApiKey key = store.find(id).orElseThrow(KeyAccess::absent);
        caller.requireOwnerOrAdmin(key.owner().value(), KeyAccess::absent);
        return key;
    }

    private static ProblemException absent() {
        return new ProblemException(CommonError.NOT_FOUND, "There is no such API key");
    }

    /** @throws ProblemException 409 for a key that was revoked: that is for ever */
    static void requireNotRevoked(ApiKey key) {
        if (key.revokedAt() != null) {
            throw new ProblemException(UsersError.API_KEY_REVOKED, "The API key was revoked; make another one");
        }
    }
}
