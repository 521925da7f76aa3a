package org.tradepost.users.apikey.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.users.UsersError;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.apikey.entity.ApiKey;
import org.tradepost.users.apikey.entity.IssuedKey;
import org.tradepost.users.apikey.entity.KeyName;
import org.tradepost.users.apikey.entity.KeyTerms;
import org.tradepost.users.testing.OpenTransaction;
import org.tradepost.users.testing.StoredAccounts;

/** What of keys is stored, counted and listed, on a real database with the running service's role. */
class StoredApiKeysIT extends ApiKeyFixture {

    @Test
    void nobodyHasMoreThan25ActiveKeysAlsoNotByRenewingOne() {
        ApiKey first = create(ORDERS).key();
        jdbi.useHandle(h -> h.execute("UPDATE api_key SET expires_at = now()"));
        List<ApiKey> keys = new ArrayList<>();
        for (int i = 0; i < ApiKey.MOST_ACTIVE; i++) {
            keys.add(create(ORDERS).key());
        }
        refused(UsersError.TOO_MANY_API_KEYS, () -> create(ORDERS));
        refused(
                UsersError.TOO_MANY_API_KEYS,
                () -> change(first, "*", t -> new KeyTerms(t.name(), t.permissions(), inADay(), 1)));
        revoke(keys.get(3).id(), null);
        create(ORDERS);
    }

    @Test
    void twoKeysMadeAtOnceTakeTurns() throws Exception {
        try (OpenTransaction first = OpenTransaction.begin(database);
                OpenTransaction second = OpenTransaction.begin(database)) {
            create(first.jdbi(), ORDERS);
            Jdbi impatient = second.withoutWaiting().jdbi();
            assertThatThrownBy(() -> create(impatient, ORDERS)).isInstanceOf(UnableToExecuteStatementException.class);
        }
    }

    @Test
    void useIsRecordedOnceAMinute() {
        IssuedKey issued = create(ORDERS);
        assertThat(store.grant(issued.secret()).orElseThrow().useUnrecorded()).isTrue();
        store.recordUse(issued.key().id());
        assertThat(store.grant(issued.secret()).orElseThrow().useUnrecorded()).isFalse();
        ApiKey used = store.find(issued.key().id()).orElseThrow();
        store.recordUse(issued.key().id());
        assertThat(store.find(issued.key().id())).contains(used);
        assertThat(used.lastUsedAt()).isNotNull();
        assertThat(used.version()).isEqualTo(1);
        jdbi.useHandle(h -> h.execute("UPDATE api_key SET last_used_at = now() - interval '61 seconds'"));
        assertThat(store.grant(issued.secret()).orElseThrow().useUnrecorded()).isTrue();
        store.recordUse(issued.key().id());
        assertThat(store.find(issued.key().id()).orElseThrow().lastUsedAt()).isAfterOrEqualTo(used.lastUsedAt());
    }

    @Test
    void everyKeyIsOnExactlyOnePageOfItsOwnersListNewestFirst() {
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(0, create(ORDERS).key().id());
        }
        UserId bob = StoredAccounts.store(jdbi, "bob@example.com", "ACTIVE", "user");
        createKey(jdbi).execute(bob, new KeyName("bob's"), Optional.empty(), inADay(), 1);
        List<UUID> read = new ArrayList<>();
        String cursor = null;
        do {
            Page<ApiKey> page = list(2, cursor);
            page.items().forEach(key -> read.add(key.id()));
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(read).isEqualTo(made);
        PageRequest all = PageRequest.of(null, null, ApiKeyList.CURSOR_KEYS);
        assertThat(new ApiKeyList(jdbi).page(Optional.empty(), all).items()).hasSize(6);
        refused(CommonError.MALFORMED_REQUEST, () -> new ApiKeyList(jdbi)
                .page(Optional.empty(), new PageRequest(2, List.of("no id"))));
    }

    @Test
    void theDatabaseItselfRefusesTheSameSecretTwiceAndTermsThatNoKeyHas() {
        IssuedKey issued = create(ORDERS);
        ApiKey key = issued.key();
        ApiKey twin = new ApiKey(
                UUID.randomUUID(),
                ada,
                key.name(),
                key.lastFour(),
                key.permissions(),
                1,
                key.expiresAt(),
                null,
                null,
                null,
                key.createdAt(),
                1);
        assertThatThrownBy(() -> store.insert(twin, issued.secret()))
                .isInstanceOf(UnableToExecuteStatementException.class);
        for (String wrong : List.of(
                "permissions = '{}'",
                "requests_per_minute = 0",
                "requests_per_minute = 100001",
                "name = ''",
                "secret_hash = '\\x00'",
                "previous_until = now()")) {
            assertThatThrownBy(() -> jdbi.useHandle(h -> h.execute("UPDATE api_key SET " + wrong)))
                    .as(wrong)
                    .isInstanceOf(UnableToExecuteStatementException.class);
        }
    }

    @Test
    void textsAreStoredAsTheyAre() {
        String name = "x'); DROP TABLE api_key;-- <b>&amp;";
        IssuedKey issued = createKey(jdbi).execute(ada, new KeyName(name), Optional.empty(), inADay(), 1);
        assertThat(store.find(issued.key().id()).orElseThrow().name().value()).isEqualTo(name);
    }
}
