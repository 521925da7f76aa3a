package org.tradepost.users.personaldata.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.apikey.control.ApiKeyList;
import org.tradepost.users.apikey.entity.ApiKey;

/** The person's API keys as a part of the export: what is known of them, which is neither the keys nor their hashes. */
@ApplicationScoped
public class ApiKeyRecords implements PersonalRecords {

    @Inject
    ApiKeyList keys;

    @Override
    public String part() {
        return "apiKeys";
    }

    @Override
    public Some read(UserId person, String cursor) {
        Page<ApiKey> page = keys.page(Optional.of(person), PageRequest.of(LIMIT, cursor, ApiKeyList.CURSOR_KEYS));
        return new Some(page.items().stream().map(ApiKeyRecords::shown).toList(), page.nextCursor());
    }

    private static Shown shown(ApiKey key) {
        return Shown.of("id", key.id())
                .and("name", key.name().value())
                .and("lastFour", key.lastFour())
                .and("permissions", key.permissions())
                .and("requestsPerMinute", key.requestsPerMinute())
                .and("status", key.status(Instant.now()))
                .and("createdAt", key.createdAt())
                .and("expiresAt", key.expiresAt())
                .and("revokedAt", key.revokedAt())
                .and("lastUsedAt", key.lastUsedAt());
    }
}
