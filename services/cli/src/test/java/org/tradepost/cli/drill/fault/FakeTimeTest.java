package org.tradepost.cli.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakeTimeTest {

    @Test
    void offset_is_given_in_seconds_with_its_sign() {
        assertThat(FakeTime.environment(Path.of("/lib/fake.so"), Duration.ofSeconds(-400)))
                .containsEntry("LD_PRELOAD", "/lib/fake.so")
                .containsEntry("FAKETIME", "-400");
        assertThat(FakeTime.environment(Path.of("/lib/fake.so"), Duration.ofSeconds(400)))
                .containsEntry("FAKETIME", "+400");
    }

    /** Where the library is missing the drill has to say so instead. */
    @ParameterizedTest
    @ValueSource(ints = {-400, 400})
    void virtual_machine_has_another_time_and_waits_as_long_as_it_should(int offset) throws Exception {
        var library = FakeTime.library();
        assertThat(DrillPlatform.impossible(FaultKind.CLOCK).isPresent()).isEqualTo(library.isEmpty());
        if (library.isPresent()) {
            var said = runWithClock(library.get(), Duration.ofSeconds(offset)).split(" ", 2);

            var difference = Long.parseLong(said[0]) - Instant.now().getEpochSecond();
            assertThat(difference - offset).isBetween(-20L, 0L);
            assertThat(Integer.parseInt(said[1])).isBetween(1, 7);
        }
    }

    private static String runWithClock(Path library, Duration offset) throws Exception {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Path.of(WrongClock.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString(),
                WrongClock.class.getName());
        builder.environment().putAll(FakeTime.environment(library, offset));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        return said;
    }
}
