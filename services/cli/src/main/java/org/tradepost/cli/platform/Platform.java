package org.tradepost.cli.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.tradepost.cli.CommandFailure;

/** A platform on this machine as a whole: what {@code up}, {@code down} and {@code status} do, and what drills do to it. */
public final class Platform {
    private static final Duration POLL = Duration.ofMillis(100);
    /** Longer than all processes are given for their orderly ends. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(120);
    /** The notice that a server gives, and nearly all requests. */
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(12);

    private static final Duration TERMINATE_PATIENCE = Duration.ofSeconds(45);
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(20);

    private final Installation installation;

    public Platform(Installation installation) {
        this.installation = installation;
    }

    public Installation installation() {
        return installation;
    }

    /** Whether a process is there and, if it is a server, takes requests. */
    public enum Health {
        UP,
        NOT_READY,
        DOWN
    }

    /** The platform whose supervisor is alive. */
    public Optional<PlatformState> running() {
        return installation.recordedState().filter(state -> state.process(Supervisor.NAME)
                .map(ProcessState::alive)
                .orElse(false));
    }

    public Health health(ProcessState process) {
        if (!process.alive()) {
            return Health.DOWN;
        }
        return process.internalPort() == null || new Readiness().isReady(process.internalPort())
                ? Health.UP
                : Health.NOT_READY;
    }

    /** Starts everything in the background and returns when it is ready. */
    public void startDetached(UpOptions options, StartupListener listener) {
        new DetachedStart(installation, options).run(listener);
    }

    /** Stops everything in order; false when nothing was running. */
    public boolean stop(Consumer<String> note) {
        var recorded = installation.recordedState();
        var supervisor =
                recorded.flatMap(state -> state.process(Supervisor.NAME)).flatMap(Platform::handle);
        supervisor.ifPresent(process -> {
            note.accept("Stopping Tradepost");
            process.destroy();
            if (!ended(process, STOP_PATIENCE)) {
                process.destroyForcibly();
                ended(process, KILL_PATIENCE);
            }
        });
        var leftovers = new Leftovers(installation.home());
        boolean orphans = !leftovers.find().isEmpty();
        leftovers.stop(note);
        HomeFolder.delete(installation.connectionsFile());
        HomeFolder.delete(installation.home().resolve("state.json"));
        return supervisor.isPresent() || orphans;
    }

    /** Starts one process that is not running, with additions to its environment, and returns when it is ready. */
    public void start(String process, Map<String, String> extraEnvironment) {
        var supervisor = running()
                .flatMap(state -> state.process(Supervisor.NAME))
                .orElseThrow(
                        () -> new CommandFailure("Tradepost is not running; start it with: ./tradepost up --detach"));
        new ControlClient(supervisor.port(), installation.secrets().controlToken()).start(process, extraEnvironment);
    }

    /** Ends a process at once, as kill -9 does, and returns when it is gone. */
    public void kill(String process) {
        signal(process, Signal.KILL);
        handleOf(process).ifPresent(handle -> ended(handle, KILL_PATIENCE));
    }

    /**
     * Asks a process for its orderly end and returns when it has ended, killed if need be. A server drains first: whoever balances
     * load has time to see that it is not ready, and who asked has an answer before the signal comes.
     */
    public void terminate(String process) {
        find(process).filter(server -> server.internalPort() != null).ifPresent(this::drain);
        signal(process, process.equals(PostgresServer.NAME) ? Signal.INT : Signal.TERM);
        var ended = handleOf(process)
                .map(handle -> ended(handle, TERMINATE_PATIENCE))
                .orElse(true);
        if (!ended) {
            kill(process);
        }
    }

    /** Takes a server out of service, as a {@code preStop} hook does in a cluster. */
    private void drain(ProcessState server) {
        installation.drain(server.name());
        var end = System.nanoTime() + DRAIN_PATIENCE.toNanos();
        var readiness = new Readiness();
        while (server.alive() && !readiness.isDrained(server.internalPort()) && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Makes a process with all its children stand still, as PostgreSQL's server processes are. */
    public void pause(String process) {
        handleOf(process).ifPresent(handle -> {
            Signal.STOP.send(List.of(handle));
            var children = handle.descendants().toList();
            if (!children.isEmpty()) {
                Signal.STOP.send(children);
            }
        });
    }

    /** Lets a process that was {@link #pause paused} go on, its children first. */
    public void resume(String process) {
        handleOf(process).ifPresent(handle -> {
            var all = new ArrayList<>(handle.descendants().toList());
            all.add(handle);
            Signal.CONT.send(all);
        });
    }

    private Optional<ProcessHandle> handleOf(String process) {
        return find(process).flatMap(Platform::handle);
    }

    /** Sends a signal to a process, such as STOP and CONT to make it pause. */
    public void signal(String process, Signal signal) {
        find(process).map(p -> new ProcessIdentity(p.pid(), p.identity())).ifPresent(signal::send);
    }

    /** Kills a process and starts it again. */
    public void restart(String process, Map<String, String> extraEnvironment) {
        kill(process);
        start(process, extraEnvironment);
    }

    /** Kills every process, the supervisor first: what a power cut does, as far as processes go. */
    public void killEverything() {
        var processes =
                installation.recordedState().map(PlatformState::processes).orElse(List.of());
        processes.forEach(process -> kill(process.name()));
    }

    private Optional<ProcessState> find(String process) {
        return installation.recordedState().flatMap(state -> state.process(process));
    }

    private static Optional<ProcessHandle> handle(ProcessState process) {
        return new ProcessIdentity(process.pid(), process.identity()).handle();
    }

    private static boolean ended(ProcessHandle process, Duration patience) {
        CompletableFuture<ProcessHandle> exit = process.onExit();
        try {
            exit.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while waiting for process " + process.pid() + ".", e);
        }
    }
}
