package org.tradepost.cli.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.tradepost.cli.CommandFailure;

/**
 * Processes of this home folder that outlived their supervisor. They are recognised by what they are, not by a recorded pid:
 * PostgreSQL by its program's path inside the home, JVMs by a marker among their arguments.
 */
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

    private final Path home;

    Leftovers(Path home) {
        this.home = home;
    }

    /** The argument that marks a child JVM as one of this home. */
    static String marker(Path home) {
        return "-Dtradepost.home=" + home;
    }

    List<ProcessHandle> find() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> isPostgres(process) || isMarkedJvm(process))
                .toList();
    }

    private boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).startsWith(home.resolve("postgresql")))
                .orElse(false);
    }

    private boolean isMarkedJvm(ProcessHandle process) {
        return arguments(process).contains(marker(home));
    }

    /** Java itself gives none for a command line longer than a page, which class paths easily are. */
    private static List<String> arguments(ProcessHandle process) {
        try {
            var bytes = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException notLinuxOrGone) {
            return process.info().arguments().map(Arrays::asList).orElse(List.of());
        }
    }

    /**
     * Stops them all and waits until they are gone: JVMs first, then PostgreSQL, whose remaining backends end by themselves.
     */
    void stop(Consumer<String> note) {
        var found = find();
        if (found.isEmpty()) {
            return;
        }
        note.accept("Stopping " + found.size() + " processes left over from an earlier start");
        // One that stands still would not hear that it is to end.
        Signal.CONT.send(found);
        var jvms = found.stream().filter(this::isMarkedJvm).toList();
        jvms.forEach(ProcessHandle::destroy);
        await(jvms, PATIENCE);
        find().stream().filter(this::isMarkedJvm).forEach(ProcessHandle::destroyForcibly);
        find().stream().filter(this::isPostgres).map(ProcessIdentity::of).forEach(Signal.INT::send);
        await(find(), PATIENCE);
        find().stream().map(ProcessIdentity::of).forEach(Signal.QUIT::send);
        await(find(), LAST_PATIENCE);
        var stubborn = find();
        if (!stubborn.isEmpty()) {
            throw new CommandFailure("Processes of an earlier start do not end: "
                    + stubborn.stream().map(ProcessHandle::pid).toList() + "; end them and try again.");
        }
    }

    private static void await(List<ProcessHandle> processes, Duration patience) {
        var all = CompletableFuture.allOf(
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        try {
            all.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillThere) {
            // The caller looks again and takes a firmer measure.
            return;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while waiting for leftover processes.", e);
        }
    }
}
