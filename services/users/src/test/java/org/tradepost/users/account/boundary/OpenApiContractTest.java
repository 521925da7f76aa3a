package org.tradepost.users.account.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.rest.Json;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.Age;
import org.tradepost.users.account.entity.AvatarUrl;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.PhoneNumber;
import org.tradepost.users.account.entity.Preferences;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.password.entity.NewPassword;
import org.tradepost.users.password.entity.PasswordHash;

/** The published document says what the code takes and answers. */
class OpenApiContractTest {

    private final JsonNode document = read();
    private final Account account = Account.register(
            new UserId(Ids.newId()),
            new PersonalData(
                    new Email("ada@example.com"),
                    new FullName("Ada"),
                    new Age(36),
                    new PhoneNumber("+441632960961"),
                    new AvatarUrl("https://img.example.com/ada.png"),
                    Preferences.DEFAULT),
            new PasswordHash("$argon2id$secret"),
            EnumSet.allOf(Role.class),
            Instant.parse("2026-03-01T09:30:00Z"));

    @Test
    void usersAreShownAsDocumentedAndNeverWithTheirPassword() {
        shownAs("User", UserResponse.of(account.view()));
        shownAs("UserV2", UserResponseV2.of(account.view()));
        shownAs("Profile", ProfileResponse.of(account.view()));
    }

    @Test
    void versionTwoShowsEverythingThatVersionOneShows() throws IOException {
        JsonNode first = Json.mapper().readTree(Json.write(UserResponse.of(account.view())));
        JsonNode second = Json.mapper().readTree(Json.write(UserResponseV2.of(account.view())));
        first.properties().forEach(field -> assertThat(second.get(field.getKey()))
                .as(field.getKey())
                .isEqualTo(field.getValue()));
        assertThat(second.get("createdAt").asText()).isEqualTo("2026-03-01T09:30:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "RegisterUser, RegisterRequest",
        "RegisterUserV2, RegisterRequestV2",
        "UpdateUser, UpdateRequest",
        "UpdateUserV2, UpdateRequestV2",
        "GovernUser, GovernRequest",
        "OpenAccount, OpenAccountRequest",
        "Activation, ActivateRequest",
        "ChangePassword, ChangePasswordRequest"
    })
    void requestsHaveTheDocumentedFieldsAndNoOther(String schema, String record) throws ClassNotFoundException {
        TreeSet<String> documented = new TreeSet<>();
        JsonNode described = document.at("/components/schemas/" + schema);
        described.get("properties").fieldNames().forEachRemaining(documented::add);
        Class<?> type = Class.forName(getClass().getPackageName() + "." + record);
        assertThat(Arrays.stream(type.getRecordComponents()).map(c -> c.getName()))
                .containsExactlyInAnyOrderElementsOf(documented);
        assertThat(described.get("additionalProperties").asBoolean(true)).isFalse();
    }

    @Test
    void theExamplesAreValid() throws IOException {
        for (String name : new String[] {"RegisterUser", "RegisterUserV2", "User", "UserV2"}) {
            JsonNode example = document.at("/components/examples/" + name + "/value");
            assertThat(schema(name).validate(example)).as(name).isEmpty();
        }
        RegisterRequest read = Json.mapper()
                .treeToValue(document.at("/components/examples/RegisterUser/value"), RegisterRequest.class);
        assertThat(read.personalData().email()).isEqualTo(new Email("ada@example.com"));
        for (String at : new String[] {
            "/components/examples/RegisterUser/value/password",
            "/components/examples/RegisterUserV2/value/password",
            "/paths/~1api~1v1~1profile~1password/post/requestBody/content/application~1json/examples/change/value/newPassword"
        }) {
            String password = document.at(at).asText();
            assertThat(new NewPassword(password).value()).isEqualTo(password);
        }
    }

    private void shownAs(String name, Object shown) {
        String json = Json.write(shown);
        assertThat(schema(name).validate(json, InputFormat.JSON)).as(json).isEmpty();
        assertThat(json).doesNotContain("secret");
    }

    private JsonSchema schema(String name) {
        ObjectNode root = document.deepCopy();
        root.put("$ref", "#/components/schemas/" + name);
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(root);
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper()
                    .readTree(Path.of("contracts", "openapi.yaml").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
