package org.tradepost.shared.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.rest.Correlation;

class FloodGateTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final FloodGate gate = new FloodGate(25, 10);

    @Test
    void aFloodIsAFewEntriesAndTheNumberOfTheOthers() {
        for (int i = 0; i < 100_000; i++) {
            offer(AuditAction.PERMISSION_DENIED, "203.0.113." + i % 200);
        }

        List<AuditRecord> batch = gate.empty(NOW);
        assertThat(batch).hasSize(26);
        assertThat(batch.get(25).entry().actor()).isEqualTo("several");
        assertThat(batch.get(25).entry().action()).isEqualTo("permission.denied");
        assertThat(batch.get(25).entry().details()).isEqualTo(Map.of("more", 99_975L));
    }

    @Test
    void whoMakesNoiseDoesNotHideTheOthers() {
        for (int i = 0; i < 1_000; i++) {
            offer(AuditAction.LOGIN_FAILED, "203.0.113.7");
        }
        offer(AuditAction.LOGIN_FAILED, "198.51.100.1");

        assertThat(gate.empty(NOW))
                .extracting(record ->
                        record.origin() == null ? "more" : record.origin().address())
                .hasSize(12)
                .endsWith("198.51.100.1", "more");
    }

    @Test
    void everyKindIsCountedApartAndOnce() {
        for (int i = 0; i < 12; i++) {
            offer(AuditAction.LOGIN_FAILED, "203.0.113.7");
            offer(AuditAction.PERMISSION_DENIED, "203.0.113.7");
        }

        assertThat(gate.empty(NOW))
                .filteredOn(record -> record.origin() == null)
                .extracting(
                        record -> record.entry().action() + " " + record.entry().details())
                .containsExactlyInAnyOrder("login.failed {more=7}", "permission.denied {more=7}");
        assertThat(gate.empty(NOW)).isEmpty();
    }

    private void offer(AuditAction action, String address) {
        Scene scene = new Scene(Scene.ANONYMOUS, null, null, address, new Correlation("r", null));
        gate.offer(
                AuditRecord.of("users", NOW, scene, Deed.of(action), Outcome.refused("UNAUTHORIZED")), scene.source());
    }
}
