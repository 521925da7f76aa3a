package org.tradepost.users.account.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.cache.ReadThroughCache;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.outbox.CloudEvent;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.account.entity.UserStatus;
import org.tradepost.users.testing.KnownAccounts;

/** Another replica forgets what the events name that this one has put into the outbox. */
class CachedAccountsIT {

    private final UserId ada = new UserId(UUID.randomUUID());
    private final KnownAccounts stored = new KnownAccounts();
    private final CachedAccounts here = replica();
    private final CachedAccounts elsewhere = replica();
    private Jdbi jdbi;
    private UserEvents events;

    @BeforeEach
    void open() {
        jdbi = TestPostgres.start().database("users").jdbi();
        events = new UserEvents(new OutboxWriter(jdbi, "users"), here::changed);
    }

    @Test
    void everyChangeIsSeenHereAtOnceAndElsewhereWhenItIsHeardOf() {
        missing(here);
        missing(elsewhere);

        Account registered = store(UserStatus.ACTIVE);
        tell(UserEvent.Registered.of(registered), 1);
        shown(UserStatus.ACTIVE);

        Account suspended = store(UserStatus.SUSPENDED);
        tell(UserEvent.StatusChanged.of(suspended, UserStatus.ACTIVE), 2);
        shown(UserStatus.SUSPENDED);

        Account corrected = store(UserStatus.INACTIVE);
        tell(UserEvent.Updated.of(corrected, Set.of("name")), 3);
        shown(UserStatus.INACTIVE);

        stored.remove(ada);
        tell(UserEvent.Deleted.of(corrected), 4);
        missing(here);
        missing(elsewhere);
    }

    @Test
    void whatIsNotHeardOfIsNotForgotten() {
        Account active = store(UserStatus.ACTIVE);
        here.require(ada);
        elsewhere.require(ada);
        store(UserStatus.SUSPENDED);
        events.tell(UserEvent.StatusChanged.of(active, UserStatus.ACTIVE), 2);
        assertThat(here.require(ada).status()).isEqualTo(UserStatus.SUSPENDED);
        assertThat(elsewhere.require(ada).status()).isEqualTo(UserStatus.ACTIVE);
    }

    private CachedAccounts replica() {
        return new CachedAccounts(
                stored,
                new ReadThroughCache.Settings(Duration.ofMinutes(5), Duration.ofSeconds(30), 1_000_000),
                () -> true);
    }

    private Account store(UserStatus status) {
        stored.put(ada, status, Role.USER);
        return stored.require(ada);
    }

    private void tell(UserEvent event, long version) {
        events.tell(event, version);
        elsewhere.received(sent());
    }

    private void shown(UserStatus status) {
        assertThat(here.require(ada).status()).isEqualTo(status);
        assertThat(elsewhere.require(ada).status()).isEqualTo(status);
    }

    private void missing(CachedAccounts replica) {
        assertThatThrownBy(() -> replica.require(ada)).isInstanceOf(ProblemException.class);
    }

    private List<CloudEvent> sent() {
        return jdbi
                .withHandle(h -> h.createQuery("SELECT payload FROM outbox WHERE topic = 'tradepost.users' ORDER BY id")
                        .mapTo(String.class)
                        .list())
                .stream()
                .map(CachedAccountsIT::event)
                .toList();
    }

    private static CloudEvent event(String payload) {
        try {
            return Json.tolerant().readValue(payload, CloudEvent.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
