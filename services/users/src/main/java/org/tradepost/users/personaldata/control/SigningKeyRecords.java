package org.tradepost.users.personaldata.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.partnerkey.control.PartnerKeys;
import org.tradepost.users.partnerkey.entity.PartnerKey;

/** The public keys that the person signs messages with, as a part of the export. */
@ApplicationScoped
public class SigningKeyRecords implements PersonalRecords {

    @Inject
    PartnerKeys keys;

    @Override
    public String part() {
        return "signingKeys";
    }

    @Override
    public Some read(UserId person, String cursor) {
        Page<PartnerKey> page = keys.page(person, PageRequest.of(LIMIT, cursor, PartnerKeys.CURSOR_KEYS));
        return new Some(page.items().stream().map(SigningKeyRecords::shown).toList(), page.nextCursor());
    }

    private static Shown shown(PartnerKey key) {
        return Shown.of("id", key.id())
                .and("name", key.name())
                .and("publicKey", key.key().toJwk(null).toJSONObject())
                .and("required", key.required())
                .and("status", key.status(Instant.now()))
                .and("createdAt", key.createdAt())
                .and("expiresAt", key.expiresAt())
                .and("revokedAt", key.revokedAt());
    }
}
