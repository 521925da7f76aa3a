package org.tradepost.cli.command.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.tradepost.cli.platform.Installation;
import org.tradepost.cli.platform.Platform;
import org.tradepost.cli.platform.PlatformState;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tradepost status}: what is running; exit code 1 unless all of it is up. */
@Command(
        name = "status",
        description = "Show every process; exit code 1 unless all of them are up.",
        mixinStandardHelpOptions = true)
public class StatusCommand implements Callable<Integer> {
    @ArgGroup
    private Form form = new Form();

    @Spec
    private CommandSpec spec;

    /** One of several ways to show it. */
    static final class Form {
        @Option(names = "--json", description = "Print one JSON object.")
        private boolean json;

        @Option(
                names = "--watch",
                description = "Show rates, latencies and what is left to do, every two seconds until Ctrl-C.")
        private boolean watch;
    }

    /** The whole answer; what is left to do is absent when a database does not answer. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Status(
            boolean up,
            String mode,
            String gatewayUrl,
            String gatewayHttpsUrl,
            List<ProcessStatus> processes,
            Backlog backlog) {}

    /** One process. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProcessStatus(String name, long pid, int port, Platform.Health state, String log) {}

    @Override
    public Integer call() throws JsonProcessingException {
        var installation = Installation.locate();
        if (form.watch) {
            new Watch(installation, spec.commandLine().getOut(), System.console() != null).run();
        }
        var status = installation
                .recordedState()
                .map(state -> look(new Platform(installation), state))
                .orElse(new Status(false, null, null, null, List.of(), null));
        var out = spec.commandLine().getOut();
        if (form.json) {
            out.println(new ObjectMapper().writeValueAsString(status));
        } else {
            print(out, status);
        }
        return status.up() ? 0 : 1;
    }

    private static Status look(Platform platform, PlatformState state) {
        var processes = state.processes().stream()
                .map(p -> new ProcessStatus(p.name(), p.pid(), p.port(), platform.health(p), p.log()))
                .toList();
        boolean up = state.phase() == PlatformState.Phase.RUNNING
                && processes.stream().allMatch(p -> p.state() == Platform.Health.UP);
        // Databases that are starting, or not there, are not waited for.
        var backlog = up ? Backlog.of(platform.installation()).orElse(null) : null;
        return new Status(up, state.mode().label(), state.gatewayUrl(), state.gatewayHttpsUrl(), processes, backlog);
    }

    private static void print(PrintWriter out, Status status) {
        if (status.processes().isEmpty()) {
            out.println("Tradepost is not running.");
            return;
        }
        out.println("Tradepost (" + status.mode() + ") at " + status.gatewayUrl());
        if (status.backlog() != null) {
            out.println(status.backlog().text());
        }
        out.printf("%-12s %8s %6s  %s%n", "PROCESS", "PID", "PORT", "STATE");
        for (var process : status.processes()) {
            var log = process.state() == Platform.Health.UP || process.log() == null ? "" : "  see " + process.log();
            out.printf("%-12s %8d %6d  %s%s%n", process.name(), process.pid(), process.port(), process.state(), log);
        }
    }
}
