package org.tradepost.cli.command.up;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.platform.Installation;
import org.tradepost.cli.platform.Platform;
import org.tradepost.cli.platform.PlatformState;
import org.tradepost.cli.platform.ProcessState;
import org.tradepost.cli.platform.SupervisedRun;
import org.tradepost.cli.platform.UpOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tradepost up}: starts the platform, or says that it is running. */
@Command(
        name = "up",
        description = "Start PostgreSQL, Kafka and every service, and wait until they are ready.",
        mixinStandardHelpOptions = true)
public class UpCommand implements Callable<Integer> {
    private static final String PROMETHEUS = "prometheus";

    @Mixin
    private StartOptions startOptions;

    @Option(names = "--detach", description = "Return when everything is ready, and leave it running.")
    private boolean detach;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var options = startOptions.toUpOptions();
        var installation = Installation.locate();
        var platform = new Platform(installation);
        var running = platform.running();
        if (running.isPresent()) {
            alreadyRunning(platform, running.get(), options);
            return 0;
        }
        var out = spec.commandLine().getOut();
        try (var progress = new TerminalProgress()) {
            if (detach) {
                platform.startDetached(options, progress);
                progress.close();
                printSummary(out, installation, true);
            } else {
                new SupervisedRun(installation, options, progress, line -> progress.note("tradepost: " + line))
                        .run(() -> {
                            progress.close();
                            printSummary(out, installation, false);
                        });
            }
        }
        return 0;
    }

    private void alreadyRunning(Platform platform, PlatformState state, UpOptions options) {
        if (state.phase() != PlatformState.Phase.RUNNING) {
            throw new CommandFailure("Tradepost is " + state.phase().name().toLowerCase(Locale.ROOT)
                    + " already; wait for it or run ./tradepost down.");
        }
        var mode = options.split() ? PlatformState.Mode.SPLIT : PlatformState.Mode.ONE_SERVER;
        boolean samePort = options.port() == null || state.gatewayUrl().endsWith(":" + options.port());
        boolean unobserved = options.observe() && state.process(PROMETHEUS).isEmpty();
        if (options.fresh() || !samePort || mode != state.mode() || unobserved) {
            throw new CommandFailure("Tradepost is running already (%s, %s); stop it first with ./tradepost down."
                    .formatted(state.mode().label(), state.gatewayUrl()));
        }
        for (var process : state.processes()) {
            if (platform.health(process) == Platform.Health.DOWN) {
                restart(platform, process);
            }
        }
        spec.commandLine().getOut().println("Tradepost is running already.");
        printSummary(spec.commandLine().getOut(), platform.installation(), true);
    }

    private static void restart(Platform platform, ProcessState process) {
        System.err.println("Starting " + process.name() + ", which had ended");
        platform.start(process.name(), Map.of());
    }

    private static String https(PlatformState state) {
        return state.gatewayCertificate() == null
                ? state.gatewayHttpsUrl()
                : state.gatewayHttpsUrl() + " (curl --cacert " + state.gatewayCertificate() + ")";
    }

    private static String prometheus(PlatformState state) {
        return state.process(PROMETHEUS)
                .map(process -> "\n  Prometheus http://127.0.0.1:" + process.port() + "/alerts")
                .orElse("");
    }

    private static void printSummary(PrintWriter out, Installation installation, boolean detached) {
        var state = installation.state();
        out.println(
                """

                Tradepost is ready (%s).
                  Gateway    %s
                  HTTPS      %s%s
                  gRPC       %s
                  Admin      %s
                  Password   %s
                  Processes  %s (also in %s)

                Next:
                  curl %s/api/v1/products
                  ./tradepost demo      load a sample catalogue and place orders
                  ./tradepost status    what is running
                  %s"""
                        .formatted(
                                state.mode().label(),
                                state.gatewayUrl(),
                                https(state),
                                prometheus(state),
                                state.usersGrpc(),
                                state.adminEmail(),
                                state.adminPassword(),
                                state.processes().stream()
                                        .map(p -> p.name() + " " + p.pid())
                                        .collect(Collectors.joining(", ")),
                                installation.home().resolve("state.json"),
                                state.gatewayUrl(),
                                detached
                                        ? "./tradepost down      stop everything"
                                        : "Ctrl-C                stop everything"));
        out.flush();
    }
}
