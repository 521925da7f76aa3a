package org.tradepost.users.account.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.rest.Json;
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

    private static final Path CONTRACTS = Path.of("contracts", "events");
    private static final String SUFFIX = ".schema.json";

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
    void everyEventKeepsItsSchemaAndEverySchemaHasItsEvent() throws IOException {
        Set<String> told = new java.util.TreeSet<>();
        for (String payload : everyKindOfEvent()) {
            JsonNode event = Json.mapper().readTree(payload);
            String name = event.get("type").asText().replace("tradepost.users.", "");
            told.add(name);
            assertThat(schema(name).validate(payload, InputFormat.JSON))
                    .as(payload)
                    .isEmpty();
        }
        assertThat(told).isEqualTo(promised());
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
        UserEvents events = new UserEvents();
        events.outbox = new OutboxWriter(jdbi, "users");
        events.tell(UserEvent.Registered.of(account), 1);
        events.tell(UserEvent.Updated.of(account, Set.of("name", "email", "password")), 2);
        events.tell(UserEvent.StatusChanged.of(account, UserStatus.SUSPENDED), 3);
        events.tell(UserEvent.Deleted.of(account), 4);
        return jdbi.withHandle(h -> h.createQuery("SELECT payload FROM outbox ORDER BY id")
                .mapTo(String.class)
                .list());
    }

    private static Set<String> promised() throws IOException {
        try (Stream<Path> files = Files.list(CONTRACTS)) {
            return files.map(file -> file.getFileName().toString().replace(SUFFIX, ""))
                    .collect(Collectors.toSet());
        }
    }

    private static JsonSchema schema(String name) throws IOException {
        SchemaValidatorsConfig strict =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(CONTRACTS.resolve(name + SUFFIX)), strict);
    }
}
