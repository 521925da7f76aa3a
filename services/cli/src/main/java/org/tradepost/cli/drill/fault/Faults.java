package org.tradepost.cli.drill.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.platform.Installation;

/** How each kind of fault is done, held, and made good. */
final class Faults {
    private static final Duration BETWEEN_RESETS = Duration.ofSeconds(1);
    private static final int PRLIMIT_SECONDS = 10;
    private static final List<Path> PRLIMIT = List.of(Path.of("/usr/bin/prlimit"), Path.of("/bin/prlimit"));

    private final Installation installation;
    private final DrillProcesses processes;
    private final DrillNetwork network;
    private final Map<String, ReentrantLock> oneAtATime = new ConcurrentHashMap<>();

    Faults(Installation installation, DrillProcesses processes, DrillNetwork network) {
        this.installation = installation;
        this.processes = processes;
        this.network = network;
    }

    static Optional<String> impossible(FaultKind kind) {
        return switch (kind) {
            case CLOCK ->
                FakeTime.library().isPresent()
                        ? Optional.empty()
                        : Optional.of("libfaketime is not installed (Debian's package faketime)");
            case DISK_FULL ->
                prlimit().isPresent() ? Optional.empty() : Optional.of("prlimit is not installed (util-linux)");
            default -> Optional.empty();
        };
    }

    private static Optional<Path> prlimit() {
        return PRLIMIT.stream().filter(Files::isExecutable).findFirst();
    }

    void inflict(Fault fault) {
        impossible(fault.kind()).ifPresent(why -> {
            throw new CommandFailure("The fault " + fault.kind() + " cannot be done here: " + why + ".");
        });
        switch (fault.kind()) {
            case KILL -> alone(fault.target(), () -> kill(fault));
            case PAUSE -> alone(fault.target(), () -> pause(fault));
            case CUT, DELAY, LOST_ANSWER -> alone(fault.target(), () -> disturb(fault));
            case RESET -> alone(fault.target(), () -> reset(fault));
            case CLOCK -> alone(fault.target(), () -> misadjust(fault));
            case ROLLING_RESTART ->
                DrillLayout.rolled(fault.target()).forEach(process -> alone(process, () -> restart(process)));
            case DISK_FULL -> alone(fault.target(), () -> fillDisk(fault));
            // Waits for a broker that is being killed or has no disk: it could give no events.
            case REDELIVERY ->
                alone(DrillLayout.KAFKA, () -> new Redelivery(installation.kafkaBootstrap())
                        .run(fault.target(), fault.detail()));
        }
    }

    private void alone(String target, Runnable action) {
        var lock = oneAtATime.computeIfAbsent(target, name -> new ReentrantLock());
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private void kill(Fault fault) {
        processes.kill(fault.target());
        hold(fault.hold(), () -> processes.start(fault.target()));
    }

    private void pause(Fault fault) {
        processes.pause(fault.target());
        hold(fault.hold(), () -> {
            processes.resume(fault.target());
            processes.awaitReady(fault.target());
        });
    }

    private void disturb(Fault fault) {
        var link = network.link(fault.target());
        switch (fault.kind()) {
            case DELAY -> link.delay(fault.delay());
            case LOST_ANSWER -> link.loseAnswers();
            default -> {
                if (fault.isSilent()) {
                    link.silence();
                } else {
                    link.cut();
                }
            }
        }
        hold(fault.hold(), link::open);
    }

    private void reset(Fault fault) {
        var link = network.link(fault.target());
        var left = fault.hold();
        link.reset();
        while (left.compareTo(BETWEEN_RESETS) > 0 && Pause.of(BETWEEN_RESETS)) {
            link.reset();
            left = left.minus(BETWEEN_RESETS);
        }
    }

    private void misadjust(Fault fault) {
        var library = FakeTime.library().orElseThrow();
        processes.terminate(fault.target());
        processes.spoil(fault.target());
        processes.start(fault.target(), FakeTime.environment(library, fault.clockOffset()));
        hold(fault.hold(), () -> restart(fault.target()));
    }

    private void restart(String process) {
        processes.terminate(process);
        processes.start(process);
    }

    /** No file may grow: writes fail as they do on a full disk, and the broker gives up its log directory, its only one. */
    private void fillDisk(Fault fault) {
        processes.spoil(fault.target());
        limitFiles(processes.state(fault.target()).pid());
        hold(fault.hold(), () -> {
            // What cannot write does not end in order.
            processes.kill(fault.target());
            processes.start(fault.target());
        });
    }

    private static void limitFiles(long pid) {
        try {
            var limit = new ProcessBuilder(
                            prlimit().orElseThrow().toString(), "--pid", Long.toString(pid), "--fsize=1:")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!limit.waitFor(PRLIMIT_SECONDS, TimeUnit.SECONDS) || limit.exitValue() != 0) {
                throw new CommandFailure("prlimit could not limit the files of process " + pid + ".");
            }
        } catch (IOException e) {
            throw new CommandFailure("prlimit could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while the disk was filled.", e);
        }
    }

    /** Lets the fault last, and makes it good whether or not that was interrupted, undisturbed by the interrupt. */
    private static void hold(Duration time, Runnable makeGood) {
        Pause.of(time);
        boolean interrupted = Thread.interrupted();
        try {
            makeGood.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
