package org.tradepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.client.http.ApiClient;
import org.tradepost.client.http.ApiFailure;
import org.tradepost.client.http.ApiRequest;
import org.tradepost.client.http.ApiResponse;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class TradepostTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine tradepost = captured(Tradepost.commandLine());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bogus",
                "up --bogus",
                "up --port abc",
                "up --port 0",
                "up --port 65536",
                "status extra",
                "drill --seed x",
                "drill --duration 1x",
                "drill --duration 0s",
                "drill --clients 0",
                "drill --clients 65",
                "drill --faults kill,bogus",
                "drill --port 0"
            })
    void wrong_usage_is_one_line_and_a_hint_with_exit_code_2(String line) {
        assertThat(tradepost.execute(line.split(" "))).isEqualTo(2);

        assertThat(err.toString().lines()).hasSize(2).first().asString().startsWith("tradepost: ");
        assertThat(err.toString()).contains("--help");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "help", "--help", "up --help", "down --help", "status --help", "drill --help"})
    void help_is_given_on_standard_output(String line) {
        assertThat(tradepost.execute(line.isEmpty() ? new String[0] : line.split(" ")))
                .isZero();

        assertThat(out.toString()).contains("Usage: ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void internal_commands_are_not_advertised() {
        tradepost.execute("--help");

        assertThat(out.toString()).contains("up").doesNotContain("supervise");
    }

    @Test
    void failure_is_one_line_with_exit_code_1() {
        var failing =
                captured(Tradepost.commandLine().addSubcommand(new Failing(new CommandFailure("The disk is full."))));

        assertThat(failing.execute("failing")).isEqualTo(1);

        assertThat(err.toString()).isEqualTo("tradepost: The disk is full." + System.lineSeparator());
    }

    @Test
    void silent_platform_is_one_line_that_says_what_to_look_at() {
        ApiFailure silence = catchThrowableOfType(ApiFailure.class, () -> {
            try (ApiClient nobody = new ApiClient(URI.create("http://127.0.0.1:1"), 1)) {
                nobody.call(ApiRequest.get("/"), null);
            }
        });
        var failing = captured(Tradepost.commandLine().addSubcommand(new Failing(silence)));

        assertThat(failing.execute("failing")).isEqualTo(1);

        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("tradepost: Tradepost does not answer at http://127.0.0.1:1 (")
                .endsWith("). Is it running? ./tradepost status tells");
    }

    @Test
    void refusal_is_one_line() {
        ApiFailure refusal = catchThrowableOfType(
                ApiFailure.class, () -> new ApiResponse(403, new byte[0], 0).expect("Listing", 200));
        var failing = captured(Tradepost.commandLine().addSubcommand(new Failing(refusal)));

        assertThat(failing.execute("failing")).isEqualTo(1);

        assertThat(err.toString()).isEqualTo("tradepost: Listing failed: 403" + System.lineSeparator());
    }

    @Test
    void unforeseen_failure_shows_no_stack_trace() {
        var failing =
                captured(Tradepost.commandLine().addSubcommand(new Failing(new IllegalStateException("surprise"))));

        assertThat(failing.execute("failing")).isEqualTo(1);

        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("surprise");
    }

    private CommandLine captured(CommandLine command) {
        return command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    }

    @Command(name = "failing")
    record Failing(RuntimeException failure) implements Runnable {
        @Override
        public void run() {
            throw failure;
        }
    }
}
