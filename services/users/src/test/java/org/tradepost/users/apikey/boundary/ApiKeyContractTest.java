package org.tradepost.users.apikey.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradepost.shared.identity.ApiKeySecret;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.apikey.entity.ApiKey;
import org.tradepost.users.apikey.entity.IssuedKey;
import org.tradepost.users.apikey.entity.KeyName;
import org.tradepost.users.apikey.entity.KeyTerms;

/** The published document says what the code takes and answers, and what is wrong is refused by name. */
class ApiKeyContractTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final ApiKeySecret secret = ApiKeySecret.random();
    private final ApiKey key = new ApiKey(
            UUID.randomUUID(),
            new UserId(UUID.randomUUID()),
            new KeyName("<b>import</b>"),
            secret.lastFour(),
            new TreeSet<>(Set.of("order:read")),
            1_000,
            Instant.now().plusSeconds(60),
            Instant.now().plusSeconds(30),
            null,
            null,
            Instant.now(),
            3);
    private JsonNode document;

    @BeforeEach
    void read() throws IOException {
        document =
                new YAMLMapper().readTree(Path.of("contracts", "openapi.yaml").toFile());
    }

    @Test
    void theKeyItselfIsShownWhereItIsMadeAndNowhereElse() throws IOException {
        String made = Json.write(KeyResponse.of(new IssuedKey(key, secret)));
        assertValid("NewApiKey", made);
        assertThat(made).contains(secret.value());
        String shown = Json.write(KeyResponse.of(key));
        assertValid("ApiKey", shown);
        assertThat(shown).doesNotContain(secret.value().substring(0, 20)).contains(secret.lastFour());
        assertThat(KeyResponse.of(new IssuedKey(key, secret)).toString()).doesNotContain("tp_live_");
    }

    @Test
    void theExamplesAreValidAndTheirKeyIsOne() {
        for (String name : new String[] {"ApiKey", "NewApiKey"}) {
            assertValid(
                    name, document.at("/components/examples/" + name + "/value").toString());
        }
        assertThat(ApiKeySecret.parse(
                        document.at("/components/examples/NewApiKey/value/key").asText()))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "CreateApiKey, CreateKeyRequest",
        "CreateApiKeyFor, AdminCreateKeyRequest",
        "ChangeApiKey, ChangeKeyRequest",
        "RotateApiKey, RotateKeyRequest"
    })
    void requestsHaveTheDocumentedFieldsAndNoOther(String schema, String record) throws ClassNotFoundException {
        JsonNode described = document.at("/components/schemas/" + schema);
        TreeSet<String> documented = new TreeSet<>();
        described.get("properties").fieldNames().forEachRemaining(documented::add);
        Class<?> type = Class.forName(getClass().getPackageName() + "." + record);
        assertThat(Arrays.stream(type.getRecordComponents()).map(c -> c.getName()))
                .containsExactlyInAnyOrderElementsOf(documented);
        assertThat(described.get("additionalProperties").asBoolean(true)).isFalse();
    }

    @Test
    void whatIsWrongIsRefusedNamingTheField() {
        refused("name", () -> KeyFields.name(null));
        refused("name", () -> KeyFields.name(" "));
        refused("name", () -> KeyFields.name("x".repeat(51)));
        refused("permissions", () -> KeyFields.permissions(List.of()));
        refused("permissions", () -> KeyFields.permissions(Collections.singletonList(null)));
        refused("permissions", () -> KeyFields.permissions(List.of("order:read", "credential:manage")));
        refused("permissions", () -> KeyFields.permissions(List.of("order:read'--")));
        refused("permissions", () -> KeyFields.permissions(List.of("stock:reserve")));
        refused("expiresAt", () -> KeyFields.expiry(NOON, NOON));
        refused(
                "expiresAt",
                () -> KeyFields.expiry(NOON.plus(Duration.ofDays(366)).plusNanos(1), NOON));
        refused("requestsPerMinute", () -> KeyFields.limit(0));
        refused("requestsPerMinute", () -> KeyFields.limit(100_001));
        refused("requestsPerMinute", () -> KeyFields.limit(Long.MAX_VALUE));
        refused("overlapSeconds", () -> KeyFields.overlap(-1));
        refused("overlapSeconds", () -> KeyFields.overlap(86_401));
    }

    @Test
    void whatIsLeftOutStays() {
        KeyTerms terms = key.terms();
        assertThat(new ChangeKeyRequest(null, null, null, null).over(terms, NOON))
                .isEqualTo(terms);
        KeyTerms changed =
                new ChangeKeyRequest("B", List.of("user:read"), NOON.plusSeconds(1), 100_000L).over(terms, NOON);
        assertThat(changed)
                .isEqualTo(new KeyTerms(
                        new KeyName("B"), new TreeSet<>(Set.of("user:read")), NOON.plusSeconds(1), 100_000));
        assertThat(KeyFields.overlap(86_400)).isEqualTo(Duration.ofHours(24));
        assertThat(KeyFields.limit(1)).isEqualTo(1);
    }

    private static void refused(String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(CommonError.VALIDATION_ERROR);
            assertThat(Json.write(refusal.toProblem())).contains("\"field\":\"" + field + "\"");
        });
    }

    private void assertValid(String name, String json) {
        ObjectNode root = document.deepCopy();
        root.put("$ref", "#/components/schemas/" + name);
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(root)
                        .validate(json, InputFormat.JSON))
                .as(json)
                .isEmpty();
    }
}
