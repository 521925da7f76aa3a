package org.tradepost.users.audit.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.ClientAddress;
import org.tradepost.shared.audit.Refusals;
import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.authentication.control.KeyEncryption;
import org.tradepost.users.authentication.control.SigningKeyStore;
import org.tradepost.users.session.control.Sessions;
import org.tradepost.users.session.entity.EndReason;
import org.tradepost.users.session.entity.Session;
import org.tradepost.users.testing.ListedDeeds;
import org.tradepost.users.testing.OpenTransaction;
import org.tradepost.users.testing.StoredAccounts;

/** What happens to sessions and signing keys is told in the transaction in which it happens: both are there or neither. */
class CredentialsInTheLogIT {

    private TestDatabase database;
    private UUID ada;

    @BeforeEach
    void open() {
        database = TestPostgres.start().database("users");
        ada = StoredAccounts.store(database.jdbi(), UUID.randomUUID() + "@example.com", "ACTIVE", "user")
                .value();
    }

    @Test
    void aLoginIsToldWithItsSessionOrNotAtAll() throws Exception {
        try (OpenTransaction abandoned = OpenTransaction.begin(database)) {
            assertThat(sessions(abandoned.jdbi()).begin(ada, ListedDeeds.NOWHERE))
                    .isPresent();
        }
        assertThat(told()).isEmpty();

        Session begun = begin();
        assertThat(told()).hasSize(1);
        JsonNode entry = told().get(0);
        assertThat(entry.path("action").asText()).isEqualTo("login.succeeded");
        assertThat(entry.path("actor").asText()).isEqualTo(ada.toString());
        assertThat(entry.path("session").asText()).isEqualTo(begun.id().toString());
    }

    @Test
    void aLogoutIsToldOnceAndAsWhoseItIs() throws Exception {
        Session here = begin();
        Session there = begin();
        sessions(database.jdbi()).end(here.id(), EndReason.LOGOUT);
        sessions(database.jdbi()).end(here.id(), EndReason.LOGOUT);
        sessions(database.jdbi()).endByToken(there.refresh());

        assertThat(told("logout"))
                .hasSize(2)
                .allSatisfy(entry -> {
                    assertThat(entry.path("actor").asText()).isEqualTo(ada.toString());
                    assertThat(entry.path("outcome").asText()).isEqualTo("succeeded");
                })
                .extracting(entry -> entry.at("/object/id").asText())
                .containsExactly(here.id().toString(), there.id().toString());
    }

    @Test
    void aTokenThatComesBackIsToldOnceAsTheRefusalThatItIs() throws Exception {
        Session begun = begin();
        Sessions sessions = sessions(database.jdbi());
        sessions.prolong(begun.refresh());
        for (int i = 0; i < 3; i++) {
            assertThat(sessions.prolong(begun.refresh())).isEmpty();
        }

        assertThat(told("token.reused")).singleElement().satisfies(entry -> {
            assertThat(entry.path("actor").asText()).isEqualTo(Scene.ANONYMOUS);
            assertThat(entry.path("onBehalfOf").asText()).isEqualTo(ada.toString());
            assertThat(entry.at("/object/id").asText()).isEqualTo(begun.id().toString());
            assertThat(entry.path("outcome").asText()).isEqualTo("refused");
            assertThat(entry.path("code").asText()).isEqualTo("invalid_grant");
            assertThat(entry.toString()).doesNotContain(begun.refresh().value());
        });
    }

    @Test
    void whatEndsSessionsForAnotherReasonIsNotToldTwice() throws Exception {
        Session begun = begin();
        sessions(database.jdbi()).end(begun.id(), EndReason.ACCOUNT_CHANGED);
        assertThat(told()).extracting(entry -> entry.path("action").asText()).containsExactly("login.succeeded");
    }

    @Test
    void aNewTokenKeyIsToldWithTheRotationOrNotAtAll() throws Exception {
        try (OpenTransaction abandoned = OpenTransaction.begin(database)) {
            keys(abandoned.jdbi()).rotate();
        }
        assertThat(told()).isEmpty();

        String signing;
        try (OpenTransaction transaction = OpenTransaction.begin(database)) {
            signing = keys(transaction.jdbi()).rotate().stream()
                    .filter(key -> key.state().name().equals("CURRENT"))
                    .findFirst()
                    .orElseThrow()
                    .key()
                    .getKeyID();
            transaction.commit();
        }
        assertThat(told("signing-key.rotated"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.at("/object/id").asText()).isEqualTo(signing));
    }

    private Session begin() throws Exception {
        try (OpenTransaction transaction = OpenTransaction.begin(database)) {
            Session begun =
                    sessions(transaction.jdbi()).begin(ada, ListedDeeds.NOWHERE).orElseThrow();
            transaction.commit();
            return begun;
        }
    }

    private static Sessions sessions(Jdbi jdbi) {
        return new Sessions(jdbi, audit(jdbi));
    }

    private static SigningKeyStore keys(Jdbi jdbi) {
        return new SigningKeyStore(
                jdbi, new KeyEncryption(Base64.getEncoder().encodeToString(new byte[32])), audit(jdbi));
    }

    private static AuditTrail audit(Jdbi jdbi) {
        return new AuditTrail(
                "users", new OutboxWriter(jdbi, "users"), new Refusals(), new CallerContext(), new ClientAddress());
    }

    private List<JsonNode> told(String action) {
        return told().stream()
                .filter(entry -> entry.path("action").asText().equals(action))
                .toList();
    }

    private List<JsonNode> told() {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT payload FROM outbox WHERE topic = 'tradepost.audit' ORDER BY id")
                .mapTo(String.class)
                .map(CredentialsInTheLogIT::entry)
                .list());
    }

    private static JsonNode entry(String payload) {
        try {
            return Json.tolerant().readTree(payload).at("/data/entry");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
