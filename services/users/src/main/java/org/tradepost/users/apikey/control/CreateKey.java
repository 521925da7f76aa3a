package org.tradepost.users.apikey.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedSet;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.identity.ApiKeySecret;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.apikey.entity.ApiKey;
import org.tradepost.users.apikey.entity.IssuedKey;
import org.tradepost.users.apikey.entity.KeyName;
import org.tradepost.users.apikey.entity.KeyOwner;
import org.tradepost.users.apikey.entity.KeyPermissions;
import org.tradepost.users.apikey.entity.KeyTerms;

/** Makes a key. Never idempotent: to repeat an answer its secret would have to be kept. */
@ApplicationScoped
public class CreateKey {

    @Inject
    KeyOwners owners;

    @Inject
    ApiKeyStore store;

    @Inject
    AuditTrail audit;

    /** @param permissions all that its owner may give a key when empty */
    @Transactional
    public IssuedKey execute(
            UserId ownerId,
            KeyName name,
            Optional<SortedSet<String>> permissions,
            Instant expiresAt,
            int requestsPerMinute) {
        KeyOwner owner = owners.lock(ownerId);
        SortedSet<String> given = permissions.orElseGet(() -> KeyPermissions.of(owner.roles()));
        KeyOwners.requireWithin(given, owner);
        KeyOwners.requireRoomForAnother(owner);
        KeyTerms terms = new KeyTerms(name, given, expiresAt, requestsPerMinute);
        ApiKeySecret secret = ApiKeySecret.random();
        ApiKey key = new ApiKey(
                Ids.newId(),
                ownerId,
                terms.name(),
                secret.lastFour(),
                terms.permissions(),
                terms.requestsPerMinute(),
                terms.expiresAt(),
                null,
                null,
                null,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                1);
        store.insert(key, secret);
        audit.record(Deed.of(AuditAction.API_KEY_CREATED, "api-key", key.id()).onBehalfOf(ownerId.value()));
        return new IssuedKey(key, secret);
    }
}
