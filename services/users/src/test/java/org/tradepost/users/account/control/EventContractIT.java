package org.tradepost.users.account.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.outbox.OutboxEvent;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.testkit.EventSchemas;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.PhoneNumber;
import org.tradepost.users.account.entity.Preferences;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.account.entity.UserStatus;
import org.tradepost.users.password.entity.PasswordHash;

/** What goes out is what {@code contracts/events} promises, and nothing is promised that never goes out. */
class EventContractIT {

    private final Account account = Account.register(
            new UserId(Ids.newId()),
            new PersonalData(
                    new Email("ada@example.com"),
                    new FullName("Ada Lovelace"),
                    null,
                    new PhoneNumber("+441632960961"),
                    null,
                    Preferences.DEFAULT),
            new PasswordHash("$argon2id$secret"),
            EnumSet.of(Role.USER, Role.ADMIN),
            Instant.now());

    @Test
    void everyEventKeepsItsSchemaAndEverySchemaHasItsEvent() {
        EventSchemas schemas = EventSchemas.own();
        everyKindOfEvent().forEach(schemas::assertKept);
        schemas.assertAllTried();
    }

    @Test
    void aTypeWithoutASchemaIsNoticedByWhicheverTestMakesTheEvent() {
        OutboxWriter outbox =
                new OutboxWriter(TestPostgres.start().database("users").jdbi(), "users");
        OutboxEvent renamed =
                OutboxEvent.of("tradepost.users", "tradepost.users.user-renamed.v1", "u-1", 1, Map.of("userId", "u-1"));

        assertThatThrownBy(() -> outbox.append(renamed)).hasMessageContaining("event_type_has_a_schema");
    }

    @Test
    void noEventHoldsPersonalData() {
        assertThat(everyKindOfEvent()).allSatisfy(payload -> assertThat(payload)
                .doesNotContainIgnoringCase("ada")
                .doesNotContain("1632")
                .doesNotContain("secret"));
    }

    private List<String> everyKindOfEvent() {
        Jdbi jdbi = TestPostgres.start().database("users").jdbi();
        UserEvents events = new UserEvents(new OutboxWriter(jdbi, "users"), event -> {});
        events.tell(UserEvent.Registered.of(account), 1);
        events.tell(UserEvent.Updated.of(account, Set.of("name", "email", "password")), 2);
        events.tell(UserEvent.StatusChanged.of(account, UserStatus.SUSPENDED), 3);
        events.tell(UserEvent.Deleted.of(account), 4);
        return jdbi.withHandle(h -> h.createQuery("SELECT payload FROM outbox ORDER BY id")
                .mapTo(String.class)
                .list());
    }
}
