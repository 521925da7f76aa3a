package org.tradepost.shared.flood;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FloodGateTest {

    private record Attempt(String kind, String source) {}

    private final FloodGate<String, Attempt> gate = new FloodGate<>(25, 10, Attempt::kind);

    @Test
    void aFloodIsAFewItemsAndTheNumberOfTheOthers() {
        for (int i = 0; i < 100_000; i++) {
            offer("denied", "203.0.113." + i % 200);
        }

        FloodGate.Batch<String, Attempt> batch = gate.empty();
        assertThat(batch.kept()).hasSize(25);
        assertThat(batch.more()).isEqualTo(Map.of("denied", 99_975L));
    }

    @Test
    void whoMakesNoiseDoesNotHideTheOthers() {
        for (int i = 0; i < 1_000; i++) {
            offer("login", "203.0.113.7");
        }
        offer("login", "198.51.100.1");

        FloodGate.Batch<String, Attempt> batch = gate.empty();
        assertThat(batch.kept()).extracting(Attempt::source).hasSize(11).endsWith("198.51.100.1");
        assertThat(batch.more()).isEqualTo(Map.of("login", 990L));
    }

    @Test
    void everyKindIsCountedApartAndOnce() {
        for (int i = 0; i < 12; i++) {
            offer("login", "203.0.113.7");
            offer("denied", "203.0.113.7");
        }

        assertThat(gate.empty().more()).isEqualTo(Map.of("login", 7L, "denied", 7L));
        assertThat(gate.empty().isEmpty()).isTrue();
    }

    private void offer(String kind, String source) {
        gate.offer(new Attempt(kind, source), source);
    }
}
