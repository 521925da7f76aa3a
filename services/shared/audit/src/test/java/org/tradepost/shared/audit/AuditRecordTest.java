package org.tradepost.shared.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.outbox.OutboxWriter;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.testkit.EventSchemas;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;

/** What goes out is what {@code contracts/events} promises. */
class AuditRecordTest {

    private static final UUID ADMIN = Ids.newId();
    private static final Scene SCENE =
            new Scene(ADMIN.toString(), "tp_live", "s1", "203.0.113.7", Correlation.of("r-1", null));

    private TestDatabase database;
    private Jdbi jdbi;
    private Refusals refusals;
    private AuditTrail audit;

    @BeforeEach
    void open() {
        database = TestPostgres.start().database("audit", "public", "classpath:db/shared");
        jdbi = database.jdbi();
        OutboxWriter outbox = new OutboxWriter(jdbi, "orders");
        refusals = new Refusals();
        refusals.outbox = outbox;
        refusals.service = "orders";
        audit = new AuditTrail("orders", outbox, refusals, new CallerContext(), new ClientAddress());
    }

    @Test
    void everyActionKeepsTheSchema() {
        EventSchemas schemas = EventSchemas.own();
        for (AuditAction action : AuditAction.values()) {
            audit.record(SCENE, Deed.of(action, "order", Ids.newId()).with("amountMinor", 5));
            audit.recordApart(SCENE.by(Scene.ANONYMOUS), Deed.of(action), Outcome.refused(CommonError.FORBIDDEN));
        }
        refusals.write();

        assertThat(payloads()).hasSizeGreaterThan(AuditAction.values().length).allSatisfy(schemas::assertKept);
        schemas.assertAllTried();
    }

    @Test
    void entryTellsWhoDidWhatToWhichObjectWhenFromWhereAndHowItEnded() throws JsonProcessingException {
        UUID customer = Ids.newId();
        audit.record(
                SCENE,
                Deed.of(AuditAction.ORDER_REFUNDED, "order", "o-1")
                        .onBehalfOf(customer)
                        .with("amountMinor", 250)
                        .with("currency", "GBP")
                        .with("refundId", ADMIN));

        JsonNode event = Json.mapper().readTree(payloads().get(0));
        JsonNode entry = event.at("/data/entry");
        assertThat(entry.path("id")).isEqualTo(event.path("id"));
        assertThat(entry.path("service").asText()).isEqualTo("orders");
        assertThat(entry.path("actor").asText()).isEqualTo(ADMIN.toString());
        assertThat(entry.path("client").asText()).isEqualTo("tp_live");
        assertThat(entry.path("session").asText()).isEqualTo("s1");
        assertThat(entry.path("onBehalfOf").asText()).isEqualTo(customer.toString());
        assertThat(entry.path("action").asText()).isEqualTo("order.refunded");
        assertThat(entry.at("/object/id").asText()).isEqualTo("o-1");
        assertThat(entry.path("outcome").asText()).isEqualTo("succeeded");
        assertThat(entry.path("requestId").asText()).isEqualTo("r-1");
        assertThat(entry.at("/details/amountMinor").asLong()).isEqualTo(250);
        assertThat(event.at("/data/origin/address").asText()).isEqualTo("203.0.113.7");
        assertThat(entry.toString()).doesNotContain("203.0.113.7");
    }

    @Test
    void oneAddressHasAnotherDigestInEveryEntry() throws JsonProcessingException {
        audit.record(SCENE, Deed.of(AuditAction.LOGIN_SUCCEEDED));
        audit.record(SCENE, Deed.of(AuditAction.LOGIN_SUCCEEDED));

        List<String> digests = payloads().stream().map(AuditRecordTest::digest).toList();
        assertThat(digests).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void aRefusalIsKeptWhileTheDatabaseIsAwayAndWrittenOnce() {
        audit.recordApart(SCENE, Deed.of(AuditAction.PERMISSION_DENIED), Outcome.refused(CommonError.FORBIDDEN));
        database.ownerJdbi().useHandle(h -> h.execute("alter table outbox rename to away"));
        assertThatThrownBy(refusals::write).isInstanceOf(RuntimeException.class);
        database.ownerJdbi().useHandle(h -> h.execute("alter table away rename to outbox"));
        refusals.write();
        refusals.write();

        assertThat(payloads()).hasSize(1);
    }

    @Test
    void freeTextIsNoDetail() {
        Deed deed = Deed.of(AuditAction.ORDER_CANCELLED);

        assertThatIllegalArgumentException().isThrownBy(() -> deed.with("reason", "Ada Lovelace asked"));
        assertThatIllegalArgumentException().isThrownBy(() -> deed.with("mail", "ada@example.com"));
    }

    @Test
    void numbersThatJsonDoesNotKeepExactlyAreText() {
        assertThat(Deed.of(AuditAction.ORDER_REFUNDED).with("n", Long.MAX_VALUE).details())
                .containsEntry("n", "9223372036854775807");
    }

    private static String digest(String payload) {
        try {
            return Json.mapper()
                    .readTree(payload)
                    .at("/data/entry/addressDigest")
                    .asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> payloads() {
        return jdbi.withHandle(h -> h.createQuery("select payload from outbox order by id")
                .mapTo(String.class)
                .list());
    }
}
