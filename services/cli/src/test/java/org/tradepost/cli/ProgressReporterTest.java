package org.tradepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressReporterTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void without_a_terminal_there_are_plain_lines() {
        try (var progress = ProgressReporter.of("Placing", 4, false, out)) {
            progress.advance(3);
            progress.detail("1 refused");
            progress.note("a note");
        }

        assertThat(text())
                .contains("a note")
                .contains("Placing: 3/4 (75 %)")
                .contains("1 refused")
                .doesNotContain("\u001b", "\r");
    }

    @Test
    void on_a_terminal_there_is_a_bar() {
        try (var progress = ProgressReporter.of("Placing", 4, true, out)) {
            progress.advance(4);
        }

        assertThat(text()).contains("Placing").contains("100%");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
