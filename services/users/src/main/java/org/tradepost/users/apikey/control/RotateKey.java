package org.tradepost.users.apikey.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.UUID;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.identity.ApiKeySecret;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.EntityTags;
import org.tradepost.users.apikey.entity.ApiKey;
import org.tradepost.users.apikey.entity.IssuedKey;

/** Gives a key another secret. Everything else about it stays. */
@ApplicationScoped
public class RotateKey {

    @Inject
    KeyAccess access;

    @Inject
    ApiKeyStore store;

    @Inject
    AuditTrail audit;

    /**
     * @param ifMatch honoured, but not required: whoever lost the answer to a rotation must be able to rotate again
     * @param overlap how long the secret that is replaced is still taken
     */
    @Transactional
    public IssuedKey execute(UUID id, Caller caller, String ifMatch, Duration overlap) {
        ApiKey key = access.require(id, caller);
        if (ifMatch != null) {
            EntityTags.requireMatch(ifMatch, key.version());
        }
        KeyAccess.requireNotRevoked(key);
        ApiKeySecret secret = ApiKeySecret.random();
        if (!store.rotate(key, secret, overlap)) {
            throw new ProblemException(CommonError.CONFLICT, "The API key was changed at the same time");
        }
        audit.record(Deed.of(AuditAction.API_KEY_ROTATED, "api-key", id)
                .onBehalfOf(key.owner().value()));
        return new IssuedKey(access.require(id, caller), secret);
    }
}
