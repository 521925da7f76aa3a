package org.tradepost.users.partnerkey.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.signing.VerificationKey;
import org.tradepost.users.UsersError;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.partnerkey.entity.PartnerKey;

/** Registers, replaces and revokes public keys: one's own, or anybody's for an administrator. */
@ApplicationScoped
public class RegisterKey {

    @Inject
    PartnerKeys keys;

    @Inject
    AuditTrail audit;

    /** @throws ProblemException 404 for an owner without an account, 409 with ten active keys, or for a key that was registered before */
    @Transactional
    public PartnerKey execute(UserId owner, String name, VerificationKey key, boolean required) {
        int active = keys.lockOwnerAndCount(owner)
                .orElseThrow(() -> new ProblemException(CommonError.NOT_FOUND, "Only an account has signing keys"));
        if (active >= PartnerKey.MOST_ACTIVE) {
            throw new ProblemException(
                    UsersError.TOO_MANY_SIGNING_KEYS,
                    "At most " + PartnerKey.MOST_ACTIVE + " keys may be active; revoke one");
        }
        PartnerKey made = new PartnerKey(
                Ids.newId(), owner, name, key, required, Instant.now().truncatedTo(ChronoUnit.MICROS), null, null);
        if (!keys.insert(made)) {
            throw new ProblemException(
                    UsersError.SIGNING_KEY_KNOWN, "This key was registered before; make a new pair of keys");
        }
        audit.record(Deed.of(AuditAction.PARTNER_KEY_REGISTERED, "signing-key", made.id())
                .onBehalfOf(owner.value()));
        return made;
    }

    /**
     * Registers a key in the place of another, which stays good for the overlap.
     *
     * @throws ProblemException 409 also when the old one is not active, or is being replaced already
     */
    @Transactional
    public PartnerKey replace(UUID old, Caller caller, VerificationKey key, Duration overlap) {
        PartnerKey replaced = require(old, caller);
        PartnerKey made = execute(replaced.owner(), replaced.name(), key, replaced.required());
        if (!keys.endAfter(old, overlap)) {
            throw new ProblemException(CommonError.CONFLICT, "The key is not active any more, or was replaced already");
        }
        return made;
    }

    /** A key that was revoked already stays so. */
    @Transactional
    public void revoke(UUID id, Caller caller) {
        PartnerKey key = require(id, caller);
        keys.revoke(key.id());
        audit.record(Deed.of(AuditAction.PARTNER_KEY_REVOKED, "signing-key", key.id())
                .onBehalfOf(key.owner().value()));
    }

    /** @throws ProblemException 404 when there is no such key, or it is somebody else's */
    public PartnerKey require(UUID id, Caller caller) {
        return keys.find(id)
                .filter(key -> caller.isOwnerOrAdmin(key.owner().value()))
                .orElseThrow(() -> new ProblemException(CommonError.NOT_FOUND, "There is no such signing key"));
    }
}
