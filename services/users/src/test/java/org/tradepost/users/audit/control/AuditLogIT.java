package org.tradepost.users.audit.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.outbox.CloudEvent;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;
import org.tradepost.users.audit.entity.AuditEntry;

/** The list on a real database: it only grows, its links hold, and addresses go while entries stay. */
class AuditLogIT {

    private static final String ADA = Ids.newId().toString();
    private static final String ADMIN = Ids.newId().toString();
    private static final AuditFilter EVERYTHING =
            new AuditFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    private static final PageRequest FIRST = PageRequest.of(100L, null, AuditLog.CURSOR_KEYS);

    private TestDatabase database;
    private Jdbi jdbi;
    private AuditLog log;
    private AuditAddresses addresses;
    private RecordAuditEntries handler;

    @BeforeEach
    void open() {
        database = TestPostgres.start().database("users");
        jdbi = database.jdbi();
        log = new AuditLog(jdbi);
        addresses = new AuditAddresses(jdbi, 90);
        handler = new RecordAuditEntries();
        handler.chain = new AuditChain(jdbi);
        handler.addresses = addresses;
    }

    @Test
    void everyEntryIsLinkedToTheOneBefore() throws Exception {
        tell(ADA, "login.succeeded", ADA, 1);
        tell(ADMIN, "user.suspended", ADA, 2);
        tell(ADMIN, "product.price-changed", "MUG", 3);

        List<AuditEntry> newestFirst = page(EVERYTHING);
        assertThat(newestFirst).extracting(AuditEntry::seq).containsExactly(3L, 2L, 1L);
        assertThat(newestFirst.get(2).previousHash()).isEqualTo("0".repeat(64));
        for (AuditEntry entry : newestFirst) {
            assertThat(entry.hash()).isEqualTo(recomputed(entry));
        }
        assertThat(newestFirst.get(0).previousHash())
                .isEqualTo(newestFirst.get(1).hash());
    }

    /** As the API's reader can do it: from what is shown, by the documented rule. */
    private static String recomputed(AuditEntry entry) throws Exception {
        ObjectNode shown = (ObjectNode) Json.mapper().readTree(Json.write(entry));
        shown.remove(List.of("seq", "address", "previousHash", "hash"));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(HexFormat.of().parseHex(entry.previousHash()));
        digest.update(AuditChain.canonical(shown).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void aRepeatedEventIsOneEntry() {
        CloudEvent event = event(ADA, "login.succeeded", ADA, 1);
        handle(event);
        handle(event);

        assertThat(page(EVERYTHING)).hasSize(1);
    }

    @Test
    void manyWritersLeaveNoGapAndOneChain() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < 8; writer++) {
                writers.add(threads.submit(() -> {
                    go.await();
                    for (int i = 0; i < 5; i++) {
                        append(event(ADA, "login.succeeded", ADA, 1));
                    }
                    return null;
                }));
            }
            go.countDown();
            for (Future<?> writer : writers) {
                writer.get();
            }
        }

        List<AuditEntry> entries = page(EVERYTHING).reversed();
        assertThat(entries)
                .extracting(AuditEntry::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
        for (int i = 1; i < entries.size(); i++) {
            assertThat(entries.get(i).previousHash())
                    .isEqualTo(entries.get(i - 1).hash());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entry SET body = body",
                "DELETE FROM audit_entry",
                "TRUNCATE audit_entry",
                "ALTER TABLE audit_entry DISABLE TRIGGER ALL"
            })
    void theServiceCannotChangeWhatIsWritten(String sql) {
        tell(ADA, "login.succeeded", ADA, 1);

        assertThatThrownBy(() -> jdbi.useHandle(h -> h.execute(sql))).hasMessageContainingAll("ERROR");
        assertThat(page(EVERYTHING)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE audit_entry SET body = body", "DELETE FROM audit_entry", "TRUNCATE audit_entry"})
    void norCanTheOwner(String sql) {
        tell(ADA, "login.succeeded", ADA, 1);

        assertThatThrownBy(() -> database.ownerJdbi().useHandle(h -> h.execute(sql)))
                .hasMessageContaining("the audit log is append-only");
    }

    @Test
    void filtersNarrowTheListAndPagesCoverIt() {
        for (int minute = 0; minute < 5; minute++) {
            tell(ADA, "login.failed", ADA, minute);
            tell(ADMIN, "stock.adjusted", "MUG", minute);
        }

        assertThat(page(new AuditFilter(
                        Optional.of(ADA), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())))
                .hasSize(5)
                .allMatch(entry -> entry.entry().actor().equals(ADA));
        assertThat(page(new AuditFilter(
                        Optional.empty(),
                        Optional.of(AuditAction.STOCK_ADJUSTED),
                        Optional.of("MUG"),
                        Optional.of(minute(1)),
                        Optional.of(minute(3)))))
                .extracting(entry -> entry.entry().time())
                .containsExactly("2026-03-01T12:02:00.000Z", "2026-03-01T12:01:00.000Z");
        List<Long> read = new ArrayList<>();
        String cursor = null;
        do {
            Page<AuditEntry> page = log.page(EVERYTHING, PageRequest.of(3L, cursor, AuditLog.CURSOR_KEYS));
            page.items().forEach(entry -> read.add(entry.seq()));
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(read).containsExactly(10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void aForgedCursorIsMalformed() {
        assertThatThrownBy(() -> log.page(EVERYTHING, new PageRequest(20, List.of("last"))))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void erasureTakesTheAddressesAndLeavesTheEntries() {
        tell(ADA, "login.succeeded", ADA, 1);
        tell("anonymous", "login.failed", ADA, 2);
        tell(ADMIN, "user.suspended", ADA, 3);
        tell(ADMIN, "user.erased", ADA, 4);
        // A service that was slow tells afterwards what the person did before.
        tell(ADA, "order.cancelled", "o-1", 3);

        assertThat(page(EVERYTHING))
                .extracting(entry -> entry.entry().action() + " " + entry.address())
                .containsExactly(
                        "order.cancelled null",
                        "user.erased 203.0.113.7",
                        "user.suspended 203.0.113.7",
                        "login.failed null",
                        "login.succeeded null");
    }

    @Test
    void anAddressIsForgottenWhenItsTimeIsUp() {
        tell(ADA, "login.succeeded", ADA, 1);
        tell(ADA, "login.succeeded", ADA, 2);
        jdbi.useHandle(
                h -> h.execute(
                        """
                UPDATE audit_address SET kept_at = now() - interval '91 days'
                WHERE entry_id = (SELECT entry_id FROM audit_entry WHERE seq = 1)"""));
        addresses.expire();

        assertThat(page(EVERYTHING)).extracting(AuditEntry::address).containsExactly("203.0.113.7", null);
    }

    @Test
    void whatIsNoEntryIsRefusedSoThatItIsParked() {
        CloudEvent sound = event(ADA, "login.succeeded", ADA, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> handler.handle(with(sound, Ids.newId(), sound.data())));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        handler.handle(with(sound, sound.id(), Json.mapper().createObjectNode())));
    }

    @Test
    void theContractListsEveryAction() throws Exception {
        String contract = Files.readString(Path.of("contracts", "openapi.yaml"));
        for (AuditAction action : AuditAction.values()) {
            assertThat(contract).contains("        - " + action.dotted() + "\n");
        }
    }

    private List<AuditEntry> page(AuditFilter filter) {
        return log.page(filter, FIRST).items();
    }

    private void tell(String actor, String action, String object, int minute) {
        handle(event(actor, action, object, minute));
    }

    private void handle(CloudEvent event) {
        handler.handle(event);
    }

    /** With the lock held to the end of a transaction, as in production. */
    private void append(CloudEvent event) {
        jdbi.useTransaction(transaction -> new AuditChain(jdbiOn(transaction.getConnection()))
                .append(event.data().get("entry")));
    }

    private static Jdbi jdbiOn(java.sql.Connection connection) {
        return Jdbi.create(connection);
    }

    private static Instant minute(int minute) {
        return Instant.parse("2026-03-01T12:00:00Z").plusSeconds(60L * minute);
    }

    private static CloudEvent with(CloudEvent event, UUID id, com.fasterxml.jackson.databind.JsonNode data) {
        return new CloudEvent(
                "1.0",
                id,
                event.source(),
                event.type(),
                id.toString(),
                event.time(),
                "application/json",
                0,
                null,
                data);
    }

    private static CloudEvent event(String actor, String action, String object, int minute) {
        UUID id = Ids.newId();
        String data =
                """
                {"entry": {"outcome": "succeeded", "id": "%s", "time": "2026-03-01T12:%02d:00.000Z", "service": "users",
                           "actor": "%s", "action": "%s", "object": {"type": "thing", "id": "%s"},
                           "addressDigest": "%s", "details": {"b": 1, "a": 2}},
                 "origin": {"address": "203.0.113.7", "salt": "00"}}"""
                        .formatted(id, minute, actor, action, object, "0".repeat(64));
        try {
            return new CloudEvent(
                    "1.0",
                    id,
                    "/tradepost/users",
                    "tradepost.audit.entry-recorded.v1",
                    id.toString(),
                    minute(minute),
                    "application/json",
                    0,
                    null,
                    Json.mapper().readTree(data));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
