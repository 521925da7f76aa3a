package org.tradepost.cli.drill;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.tradepost.cli.ProgressReporter;
import org.tradepost.cli.client.Durations;
import org.tradepost.cli.drill.fault.DrillPlatform;
import org.tradepost.cli.platform.Installation;
import org.tradepost.cli.platform.StartupListener;
import org.tradepost.client.http.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tradepost drill}. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        description = {
            "Prove that no order is lost, nothing oversold and nobody charged twice, whatever fails.",
            "Starts a split platform of its own, with its own data and ports, beside one that may be running; lets buyers"
                    + " shop while processes die, connections break and clocks go wrong; then waits until it is quiet and"
                    + " checks every invariant and what each buyer was told. Exits 1 on any breach and keeps the evidence."
        })
public final class DrillCommand implements Callable<Integer> {
    private static final int MOST_CLIENTS = 64;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Gives the same schedule of faults again; without it one is drawn and reported.")
    private Long seed;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = Durations.class,
            description =
                    "Of load and faults, such as 60s or 10m (default: ${DEFAULT-VALUE}); starting, getting quiet and"
                            + " checking take two or three minutes more.")
    private Duration duration;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "12",
            description = "Buyers at a time, up to 64 (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            split = ",",
            defaultValue = "all",
            description =
                    "Kinds that may happen, separated by commas: kill, pause, cut, delay, reset, lost-answer, clock,"
                            + " rolling-restart, disk-full, redelivery, provider-timeout, provider-timeout-charged; all or none"
                            + " (default: ${DEFAULT-VALUE}).")
    private List<String> faults;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the drill's gateway; without it one that is free.")
    private Integer port;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        DrillOptions options = options();
        Installation own = Installation.locate();
        Installation drilled =
                Installation.at(own.home().resolveSibling(own.home().getFileName() + "-drill"), own.projectRoot());
        DrillReport report;
        try (ProgressReporter progress = ProgressReporter.of("Drill", ProgressReporter.UNKNOWN)) {
            report = run(drilled, options, progress);
        }
        print(report);
        return report.ok() ? 0 : 1;
    }

    private DrillOptions options() {
        Set<String> names = DrillOptions.named(faults);
        names.stream()
                .filter(name -> !DrillOptions.everyFault().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw wrong("--faults: there is no fault '" + name + "'; there are "
                            + String.join(", ", DrillOptions.everyFault()));
                });
        if (duration.toSeconds() < 1) {
            throw wrong("--duration must be at least 1s");
        }
        if (clients < 1 || clients > MOST_CLIENTS) {
            throw wrong("--clients must be between 1 and " + MOST_CLIENTS);
        }
        if (port != null && (port < 1 || port > 65_535)) {
            throw wrong("--port " + port + " is not a port");
        }
        long drawn = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        return new DrillOptions(drawn, duration, clients, names);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private DrillReport run(Installation drilled, DrillOptions options, ProgressReporter progress) {
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
        DrillFolder folder = new DrillFolder(drilled.home(), time + "-seed-" + options.seed());
        progress.note("Seed " + options.seed() + "; starting a platform in " + drilled.home());
        try (DrillPlatform platform = DrillPlatform.start(drilled, port, listener(progress))) {
            DrillReport report = new Drill(platform, options, folder, progress::note).run();
            if (report.ok()) {
                folder.delete();
                return report;
            }
            DrillReport broken = report.withEvidence(folder.path().toString());
            folder.write("report.json", List.of(broken));
            folder.keepLogs();
            return broken;
        } catch (RuntimeException e) {
            progress.note("The drill could not be finished; what is known: " + folder.path());
            folder.keepLogs();
            throw e;
        }
    }

    private static StartupListener listener(ProgressReporter progress) {
        return new StartupListener() {
            @Override
            public void step(String done, String next, int of) {
                progress.note(done);
            }

            @Override
            public void note(String line) {
                progress.note(line);
            }
        };
    }

    private void print(DrillReport report) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? Json.line(report) + System.lineSeparator() : report.text());
        out.flush();
    }
}
