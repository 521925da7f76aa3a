package org.tradepost.cli.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.tradepost.cli.CommandFailure;

/** A child of the supervisor, in a session of its own: a terminal's Ctrl-C reaches the supervisor alone, which stops in order. */
final class ChildProcess {
    private static final File NOTHING = new File("/dev/null");

    private final ChildSpec spec;
    private final Process process;
    private final ProcessIdentity identity;

    private ChildProcess(ChildSpec spec, Process process) {
        this.spec = spec;
        this.process = process;
        this.identity = ProcessIdentity.of(process.toHandle());
    }

    static ChildProcess start(ChildSpec spec) {
        try {
            Files.createDirectories(spec.workingDirectory());
            Files.createDirectories(spec.log().getParent());
            if (Files.exists(spec.log())) {
                Files.move(spec.log(), previous(spec.log()), StandardCopyOption.REPLACE_EXISTING);
            }
            var builder = new ProcessBuilder(inOwnSession(spec.command()))
                    .directory(spec.workingDirectory().toFile())
                    .redirectInput(NOTHING)
                    .redirectErrorStream(true)
                    .redirectOutput(spec.log().toFile());
            builder.environment().putAll(spec.environment());
            return new ChildProcess(spec, builder.start());
        } catch (IOException e) {
            throw StorageFailure.of(spec.log(), e);
        }
    }

    /** The same command, started as the leader of a new session where the system offers a way. */
    static List<String> inOwnSession(List<String> command) {
        var wrapped = new ArrayList<String>();
        if (Executables.find("setsid").isPresent()) {
            wrapped.add("setsid");
        } else if (Executables.find("perl").isPresent()) {
            wrapped.addAll(List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or exit 127"));
        }
        wrapped.addAll(command);
        return wrapped;
    }

    private static Path previous(Path log) {
        return log.resolveSibling(log.getFileName() + ".1");
    }

    ChildSpec spec() {
        return spec;
    }

    ProcessState state() {
        return new ProcessState(
                spec.name(),
                process.pid(),
                spec.port(),
                spec.internalPort(),
                identity.started(),
                spec.log().toString());
    }

    /** False from the moment the process has ended, even before this JVM has been told. */
    boolean alive() {
        return process.isAlive() && identity.alive();
    }

    int exitCode() {
        return process.exitValue();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Waits at most this long; true when the process has ended. */
    boolean ended(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while waiting for " + spec.name() + ".", e);
        }
    }

    void askToStop() {
        spec.stopSignal().send(identity);
        // One that stands still does not end before it goes on.
        Signal.CONT.send(identity);
    }

    /** Waits for the orderly end that was asked for, and kills the process when it takes too long. */
    void awaitEnd() {
        if (!ended(spec.grace())) {
            process.destroyForcibly();
            ended(Duration.ofSeconds(10));
        }
    }
}
