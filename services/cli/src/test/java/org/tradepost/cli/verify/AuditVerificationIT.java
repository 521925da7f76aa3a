package org.tradepost.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever tampers with the audit log, with all the rights a database can give, is found out. */
class AuditVerificationIT {
    private static final String REHASH =
            """
            CREATE TEMP TABLE forged AS
            WITH RECURSIVE chain AS (
                SELECT seq, body, decode(repeat('00', 32), 'hex') AS previous,
                       sha256(decode(repeat('00', 32), 'hex') || convert_to(body, 'UTF8')) AS hash
                FROM audit_entry WHERE seq = 1
                UNION ALL
                SELECT e.seq, e.body, c.hash, sha256(c.hash || convert_to(e.body, 'UTF8'))
                FROM audit_entry e JOIN chain c ON e.seq = c.seq + 1)
            SELECT * FROM chain;
            UPDATE audit_entry a SET previous_hash = f.previous, hash = f.hash FROM forged f WHERE a.seq = f.seq""";

    private AuditedPlatform platform;
    private List<String> entries;

    @BeforeEach
    void fill() {
        platform = new AuditedPlatform();
        platform.confirmedOrder();
        entries = List.of(platform.audited(), platform.audited(), platform.audited(), platform.audited());
    }

    @Test
    void soundLogIsGreen() {
        assertThat(breaches("audit-chain")).isEmpty();
        assertThat(breaches("audit-is-complete")).isEmpty();
    }

    @Test
    void changedEntry() {
        platform.forge("UPDATE audit_entry SET body = replace(body, 'refunded', 'resumed') WHERE seq = 2");

        assertThat(breaches("audit-chain")).singleElement().asString().contains("audit entry 2 was changed");
        assertThat(breaches("audit-is-complete")).singleElement().asString().contains(entries.get(1));
    }

    @Test
    void removedEntry() {
        platform.forge("DELETE FROM audit_entry WHERE seq = 2");

        assertThat(breaches("audit-chain"))
                .containsExactly("audit entry 2 is missing", "audit entry 3 does not follow the entry before it");
        assertThat(breaches("audit-is-complete")).singleElement().asString().contains(entries.get(1));
    }

    @Test
    void entryThatIsParkedOrWasDiscardedIsNotLost() {
        String id = entries.get(3);
        platform.forge(
                """
                DELETE FROM audit_entry WHERE seq = 4;
                INSERT INTO parked_event (topic, partition, position, payload, reason, event_id)
                VALUES ('tradepost.audit', 0, 0, '{}', 'for a test', '%s')"""
                        .formatted(id));
        assertThat(breaches("audit-is-complete")).isEmpty();
        assertThat(platform.verify().text()).contains("1 events are parked");

        platform.forge("UPDATE parked_event SET state = 'DISCARDED'");
        assertThat(breaches("audit-is-complete")).isEmpty();
        platform.forge("UPDATE parked_event SET state = 'REPLAYED'");
        assertThat(breaches("audit-is-complete")).singleElement().asString().contains(id);
    }

    @Test
    void removedEntryWhoseGapWasClosed() {
        platform.forge(
                """
                DELETE FROM audit_entry WHERE seq = 2;
                UPDATE audit_entry SET seq = 2 WHERE seq = 3;
                UPDATE audit_entry SET seq = 3 WHERE seq = 4""");

        assertThat(breaches("audit-chain")).containsExactly("audit entry 2 does not follow the entry before it");
    }

    @Test
    void swappedEntries() {
        platform.forge(
                """
                UPDATE audit_entry SET seq = 100 WHERE seq = 2;
                UPDATE audit_entry SET seq = 2 WHERE seq = 3;
                UPDATE audit_entry SET seq = 3 WHERE seq = 100""");

        assertThat(breaches("audit-chain"))
                .contains(
                        "audit entry 2 does not follow the entry before it",
                        "audit entry 3 does not follow the entry before it");
    }

    @Test
    void cutOffEnd() {
        platform.forge("DELETE FROM audit_entry WHERE seq >= 3");

        assertThat(breaches("audit-chain")).isEmpty();
        assertThat(breaches("audit-is-complete"))
                .hasSize(2)
                .anySatisfy(breach -> assertThat(breach).contains(entries.get(2)))
                .anySatisfy(breach -> assertThat(breach).contains(entries.get(3)));
    }

    @Test
    void insertedEntryWithTheRightHash() {
        String invented = platform.audited();
        platform.onTopics.remove(invented);
        platform.auditTold.remove(invented);

        assertThat(breaches("audit-chain")).isEmpty();
        assertThat(breaches("audit-is-complete")).singleElement().asString().contains(invented, "no event");
    }

    @Test
    void changedEntryWithTheWholeChainComputedAnew() {
        platform.forge("UPDATE audit_entry SET body = replace(body, 'refunded', 'resumed') WHERE seq = 2; " + REHASH);

        assertThat(breaches("audit-chain")).isEmpty();
        assertThat(breaches("audit-is-complete"))
                .singleElement()
                .asString()
                .contains(entries.get(1), "says something else than its event");
    }

    @Test
    void everythingRemoved() {
        platform.forge("DELETE FROM audit_entry");

        assertThat(breaches("audit-is-complete")).hasSize(4);
    }

    private List<String> breaches(String invariant) {
        return platform.verify().invariants().stream()
                .filter(result -> result.name().equals(invariant))
                .findFirst()
                .orElseThrow()
                .breaches();
    }
}
