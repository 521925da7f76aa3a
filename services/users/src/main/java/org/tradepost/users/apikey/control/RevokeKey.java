package org.tradepost.users.apikey.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.rest.EntityTags;
import org.tradepost.users.apikey.entity.ApiKey;

/** Takes a key out of use for ever. Doing so again changes nothing and is no error. */
@ApplicationScoped
public class RevokeKey {

    @Inject
    KeyAccess access;

    @Inject
    ApiKeyStore store;

    @Inject
    AuditTrail audit;

    /** @param ifMatch honoured, but not required: a key that leaked is revoked whatever became of it meanwhile */
    @Transactional
    public void execute(UUID id, Caller caller, String ifMatch) {
        ApiKey key = access.require(id, caller);
        if (ifMatch != null) {
            EntityTags.requireMatch(ifMatch, key.version());
        }
        store.revoke(key.id());
        audit.record(Deed.of(AuditAction.API_KEY_REVOKED, "api-key", id)
                .onBehalfOf(key.owner().value()));
    }
}
