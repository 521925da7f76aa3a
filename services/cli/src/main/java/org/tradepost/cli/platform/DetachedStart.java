package org.tradepost.cli.platform;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.Tradepost;

/** Starts a supervisor in the background, with none of this process's streams, and follows it until the platform is ready. */
final class DetachedStart {
    private static final int POLL_MILLIS = 100;
    private static final String TOPOLOGY = "topology.json";

    private final Installation installation;
    private final UpOptions options;

    /** What the supervisor tells its caller, one JSON line each. */
    record Event(Kind kind, String text, String next, int of) {
        enum Kind {
            STEP,
            NOTE,
            READY,
            FAILED
        }
    }

    DetachedStart(Installation installation, UpOptions options) {
        this.installation = installation;
        this.options = options;
    }

    void run(StartupListener listener) {
        new HomeFolder(installation.home()).prepare();
        var events = installation.home().resolve("startup-" + UUID.randomUUID() + ".jsonl");
        try {
            Files.createFile(events);
            follow(spawn(events), events, listener);
        } catch (IOException e) {
            throw StorageFailure.of(events, e);
        } finally {
            HomeFolder.delete(events);
        }
    }

    private Process spawn(Path events) throws IOException {
        var log = installation.home().resolve("supervisor.log").toFile();
        var nothing = new File("/dev/null");
        var builder = new ProcessBuilder(ChildProcess.inOwnSession(command(events)))
                .directory(installation.home().toFile())
                .redirectInput(nothing)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().put("TRADEPOST_HOME", installation.home().toString());
        builder.environment().put("TRADEPOST_ROOT", installation.projectRoot().toString());
        builder.environment().remove("TRADEPOST_TERMINAL");
        if (!options.topology().isUsual()) {
            builder.environment().keySet().removeIf(Topology::isExternal);
        }
        return builder.start();
    }

    private List<String> command(Path events) {
        var command = new ArrayList<>(List.of(
                Executables.java(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Tradepost.class.getName(),
                "supervise",
                "--events",
                events.toString()));
        if (options.split()) {
            command.add("--split");
        }
        if (options.fresh()) {
            command.add("--fresh");
        }
        if (options.infrastructureOnly()) {
            command.add("--infrastructure-only");
        }
        if (options.observe()) {
            command.add("--observe");
        }
        if (options.port() != null) {
            command.addAll(List.of("--port", Integer.toString(options.port())));
        }
        if (!options.topology().isUsual()) {
            var file = installation.home().resolve(TOPOLOGY);
            options.topology().write(file);
            command.addAll(List.of("--topology", file.toString()));
        }
        return command;
    }

    private void follow(Process supervisor, Path events, StartupListener listener) throws IOException {
        int seen = 0;
        while (true) {
            boolean ended = ended(supervisor);
            var lines = Files.readAllLines(events);
            // A last line without its end is still being written; the writer appends whole lines at once.
            for (; seen < lines.size(); seen++) {
                if (isReady(PrivateJson.JSON.readValue(lines.get(seen), Event.class), listener)) {
                    return;
                }
            }
            if (ended) {
                throw new CommandFailure("The supervisor ended with exit code " + supervisor.exitValue() + "; see "
                        + installation.home().resolve("supervisor.log"));
            }
        }
    }

    private static boolean isReady(Event event, StartupListener listener) {
        switch (event.kind()) {
            case STEP -> listener.step(event.text(), event.next(), event.of());
            case NOTE -> listener.note(event.text());
            case FAILED -> throw new CommandFailure(event.text());
            case READY -> {
                return true;
            }
        }
        return false;
    }

    private static boolean ended(Process supervisor) {
        try {
            return supervisor.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted; the platform goes on starting in the background.", e);
        }
    }

    /** The supervisor's end of the line. */
    static void tell(Path events, Event event) {
        try {
            var line = PrivateJson.JSON.writeValueAsString(event) + "\n";
            // The caller may be gone, and its file with it: then nobody is told.
            if (Files.exists(events)) {
                Files.write(events, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            System.err.println("cannot report to " + events + ": " + e.getMessage());
        }
    }
}
