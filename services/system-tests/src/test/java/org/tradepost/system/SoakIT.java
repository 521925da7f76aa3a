package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drills of ten minutes with every kind of fault: what was promised was kept. */
@Tag("soak")
class SoakIT {

    private static final int ORDERS_OF_ALL_SEEDS = 20_000;

    private static final Set<String> EVERY_FAULT = Set.of(
            "kill",
            "pause",
            "clock",
            "rolling-restart",
            "disk-full",
            "cut",
            "delay",
            "reset",
            "lost-answer",
            "redelivery",
            "provider-timeout",
            "provider-timeout-charged");

    private static int orders;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyInvariantHolds(long seed) {
        Path home = Path.of(System.getProperty("tradepost.work"), "soak");
        CommandLine.Result result = CommandLine.in(home)
                .run("drill", "--seed", Long.toString(seed), "--duration", "10m", "--clients", "24", "--json");
        System.out.println(result.out());
        JsonNode report = result.expect(0).json();
        assertThat(report.path("ok").asBoolean()).isTrue();
        assertThat(report.path("faults").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(EVERY_FAULT);
        orders += report.path("confirmed").asInt() + report.path("rejected").asInt();
    }

    @AfterAll
    static void enoughOrdersToMeanSomething() {
        assertThat(orders).isGreaterThanOrEqualTo(ORDERS_OF_ALL_SEEDS);
    }
}
