package org.tradepost.users.apikey.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.EntityTags;
import org.tradepost.users.apikey.entity.ApiKey;
import org.tradepost.users.apikey.entity.KeyOwner;
import org.tradepost.users.apikey.entity.KeyStatus;
import org.tradepost.users.apikey.entity.KeyTerms;

/** Gives a key another name, other permissions, another expiry or another limit. Its secret stays. */
@ApplicationScoped
public class ChangeKey {

    @Inject
    KeyAccess access;

    @Inject
    KeyOwners owners;

    @Inject
    ApiKeyStore store;

    @Inject
    AuditTrail audit;

    @Transactional
    public ApiKey execute(UUID id, Caller caller, String ifMatch, UnaryOperator<KeyTerms> change) {
        ApiKey key = access.require(id, caller);
        KeyOwner owner = owners.lock(key.owner());
        EntityTags.requireMatch(ifMatch, key.version());
        KeyAccess.requireNotRevoked(key);
        KeyTerms terms = change.apply(key.terms());
        if (!terms.permissions().equals(key.permissions())) {
            KeyOwners.requireWithin(terms.permissions(), owner);
        }
        Instant now = Instant.now();
        ApiKey changed = key.on(terms);
        if (key.status(now) == KeyStatus.EXPIRED && changed.status(now) == KeyStatus.ACTIVE) {
            KeyOwners.requireRoomForAnother(owner);
        }
        if (!store.update(changed)) {
            throw new ProblemException(
                    CommonError.PRECONDITION_FAILED, "The API key has changed; read it again and retry");
        }
        audit.record(Deed.of(AuditAction.API_KEY_CHANGED, "api-key", id)
                .onBehalfOf(key.owner().value()));
        return changed;
    }
}
