package org.tradepost.users.personaldata.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.identity.ApiKeySecret;
import org.tradepost.shared.identity.Role;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.signing.SignatureAlgorithm;
import org.tradepost.shared.signing.SigningKey;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.FullName;
import org.tradepost.users.account.entity.PersonalData;
import org.tradepost.users.account.entity.Preferences;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.apikey.control.ApiKeyList;
import org.tradepost.users.audit.control.AuditLog;
import org.tradepost.users.oauth.control.ClientStore;
import org.tradepost.users.oauth.entity.ClientSecret;
import org.tradepost.users.partnerkey.control.PartnerKeys;
import org.tradepost.users.password.entity.PasswordHash;
import org.tradepost.users.session.control.SessionList;
import org.tradepost.users.session.control.Sessions;
import org.tradepost.users.session.entity.EndReason;
import org.tradepost.users.session.entity.Session;
import org.tradepost.users.testing.ListedDeeds;
import org.tradepost.users.testing.StoredAccounts;

/** What a person has to log in with is in their export, but nothing that anybody could log in with. */
class CredentialsInTheExportIT {

    private final List<byte[]> hashes = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>();
    private Jdbi jdbi;
    private Sessions sessions;
    private UserId ada;
    private UserId bob;

    @BeforeEach
    void open() {
        jdbi = TestPostgres.start().database("users").jdbi();
        sessions = new Sessions(jdbi, new ListedDeeds());
        ada = StoredAccounts.store(jdbi, "ada@example.com", "ACTIVE", "user");
        bob = StoredAccounts.store(jdbi, "bob@example.com", "ACTIVE", "user");
    }

    @Test
    void everyCredentialOfThePersonIsThereAndNobodyElses() throws IOException {
        Session lasting = begin(ada);
        Session left = begin(ada);
        sessions.end(left.id(), EndReason.LOGOUT);
        UUID apiKey = apiKey(ada);
        UUID signingKey = signingKey(ada);
        client("partner-of-ada", ada);
        entry(ada, 1);
        begin(bob);
        apiKey(bob);
        signingKey(bob);
        client("partner-of-bob", bob);
        entry(bob, 2);

        JsonNode export = export(ada);
        assertThat(ids(export.path("sessions")))
                .containsExactlyInAnyOrder(lasting.id().toString(), left.id().toString());
        assertThat(export.path("sessions").toString()).contains("\"reason\":\"LOGOUT\"");
        assertThat(ids(export.path("apiKeys"))).containsExactly(apiKey.toString());
        assertThat(export.at("/apiKeys/0/lastFour").asText()).isEqualTo("wxyz");
        assertThat(ids(export.path("signingKeys"))).containsExactly(signingKey.toString());
        assertThat(export.at("/signingKeys/0/publicKey/crv").asText()).isEqualTo("Ed25519");
        assertThat(ids(export.path("clients"))).containsExactly("partner-of-ada");
        assertThat(export.path("audit")).hasSize(1);
        assertThat(export.at("/audit/0/actor").asText()).isEqualTo(ada.toString());
        assertThat(export.at("/audit/0/address").asText()).isEqualTo("203.0.113.7");
    }

    @Test
    void noSecretAndNoHashOfOneIsInIt() throws IOException {
        begin(ada);
        apiKey(ada);
        client("partner-of-ada", ada);

        String export = export(ada).toString();
        assertThat(secrets).hasSize(3).noneMatch(export::contains);
        assertThat(hashes).hasSize(3).noneSatisfy(hash -> assertThat(export)
                .containsAnyOf(
                        HexFormat.of().formatHex(hash), Base64.getEncoder().encodeToString(hash)));
        assertThat(export).doesNotContainIgnoringCase("hash\":\"$");
    }

    @Test
    void manySessionsAreReadPageByPage() throws IOException {
        for (int i = 0; i < 250; i++) {
            sessions.begin(ada.value(), ListedDeeds.NOWHERE);
        }
        assertThat(ids(export(ada).path("sessions"))).hasSize(250).doesNotHaveDuplicates();
    }

    private Session begin(UserId user) {
        Session begun = sessions.begin(user.value(), ListedDeeds.NOWHERE).orElseThrow();
        secrets.add(begun.refresh().value());
        hashes.add(begun.refresh().hash());
        return begun;
    }

    private UUID apiKey(UserId owner) {
        UUID id = Ids.newId();
        ApiKeySecret secret = ApiKeySecret.random();
        secrets.add(secret.value());
        hashes.add(secret.hash());
        jdbi.useHandle(handle -> handle.execute(
                """
                INSERT INTO api_key (id, owner_id, name, secret_hash, last_four, permissions, requests_per_minute,
                    expires_at, created_at, version)
                VALUES (?, ?, 'till', ?, 'wxyz', '{order:read}', 1000, now() + interval '1 day', now(), 1)
                """,
                id,
                owner.value(),
                secret.hash()));
        return id;
    }

    private UUID signingKey(UserId owner) {
        UUID id = Ids.newId();
        String jwk = SigningKey.generate(SignatureAlgorithm.ED25519, id.toString())
                .publicKey()
                .toJwk(null)
                .toJSONString();
        jdbi.useHandle(handle -> handle.execute(
                """
                INSERT INTO partner_key (id, owner_id, name, algorithm, jwk, thumbprint, required, created_at)
                VALUES (?, ?, 'till', 'ed25519', ?, ?, false, now())
                """,
                id,
                owner.value(),
                jwk,
                "t".repeat(43)));
        return id;
    }

    private void client(String id, UserId owner) {
        ClientSecret secret = ClientSecret.random();
        secrets.add(secret.value());
        hashes.add(secret.hash());
        jdbi.useHandle(handle -> handle.execute(
                """
                INSERT INTO oauth_client (client_id, secret_hash, name, kind, permissions, owner_user_id, status)
                VALUES (?, ?, 'Partner', 'PARTNER', '{order:read}', ?, 'ACTIVE')
                """,
                id,
                secret.hash(),
                owner.value()));
    }

    private void entry(UserId actor, int seq) {
        UUID id = Ids.newId();
        String body =
                "{\"action\":\"login.succeeded\",\"actor\":\"%s\",\"id\":\"%s\",\"outcome\":\"succeeded\",\"service\":\"users\",\"time\":\"2026-03-01T12:00:00.000Z\"}"
                        .formatted(actor, id);
        jdbi.useHandle(handle -> {
            handle.execute(
                    "INSERT INTO audit_entry (seq, body, previous_hash, hash) VALUES (?, ?, sha256('a'), sha256(?))",
                    seq,
                    body,
                    body.getBytes(StandardCharsets.UTF_8));
            handle.execute("INSERT INTO audit_address (entry_id, address, salt) VALUES (?, '203.0.113.7', '00')", id);
        });
    }

    private JsonNode export(UserId person) throws IOException {
        SessionRecords sessionPart = new SessionRecords();
        sessionPart.sessions = new SessionList(jdbi);
        ApiKeyRecords apiKeyPart = new ApiKeyRecords();
        apiKeyPart.keys = new ApiKeyList(jdbi);
        SigningKeyRecords signingKeyPart = new SigningKeyRecords();
        signingKeyPart.keys = new PartnerKeys(jdbi);
        ClientRecords clientPart = new ClientRecords();
        clientPart.clients = new ClientStore(jdbi);
        AuditRecords auditPart = new AuditRecords();
        auditPart.log = new AuditLog(jdbi);
        List<PersonalRecords> parts = List.of(sessionPart, apiKeyPart, signingKeyPart, clientPart, auditPart);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ExportPerson(accounts(), parts, new ListedDeeds())
                .export(person, ListedDeeds.NOWHERE)
                .writeTo(out);
        return Json.mapper().readTree(out.toByteArray());
    }

    private static Accounts accounts() {
        return new Accounts() {
            @Override
            public Account require(UserId id) {
                return Account.register(
                        id,
                        new PersonalData(
                                new Email("ada@example.com"),
                                new FullName("Ada King"),
                                null,
                                null,
                                null,
                                Preferences.DEFAULT),
                        new PasswordHash("$argon2id$hash"),
                        EnumSet.of(Role.USER),
                        Instant.EPOCH);
            }
        };
    }

    private static List<String> ids(JsonNode items) {
        List<String> ids = new ArrayList<>();
        items.forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }
}
