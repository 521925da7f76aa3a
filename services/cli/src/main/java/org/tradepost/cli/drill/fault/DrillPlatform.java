package org.tradepost.cli.drill.fault;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tradepost.cli.platform.EventTopics;
import org.tradepost.cli.platform.Installation;
import org.tradepost.cli.platform.Platform;
import org.tradepost.cli.platform.StartupListener;
import org.tradepost.cli.platform.UpOptions;

/**
 * A split platform with two replicas of orders and payments and a proxy on every connection, made to be broken. Faults may be
 * inflicted from several threads; those of one process, or of one link, wait for each other.
 */
public final class DrillPlatform implements AutoCloseable {
    private final Installation installation;
    private final Platform platform;
    private final DrillNetwork network;
    private final DrillProcesses processes;
    private final Faults faults;
    private final Thread atExit = new Thread(this::stop, "stop-drill");
    private boolean stopped;

    private DrillPlatform(Installation installation, DrillNetwork network) {
        this.installation = installation;
        this.platform = new Platform(installation);
        this.network = network;
        this.processes = new DrillProcesses(platform);
        this.faults = new Faults(installation, processes, network);
    }

    /**
     * Starts a fresh platform in a home folder of its own and returns when all of it is ready. One that an earlier drill left
     * behind is stopped first.
     *
     * @param port the gateway's, or null for any that is free
     */
    public static DrillPlatform start(Installation installation, Integer port, StartupListener listener) {
        var choice = installation.ports();
        new Platform(installation).stop(listener::note);
        var started = new DrillPlatform(installation, new DrillNetwork(choice, port));
        Runtime.getRuntime().addShutdownHook(started.atExit);
        try {
            started.platform.startDetached(
                    new UpOptions(true, true, port, false, started.network.topology()), listener);
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    public Installation installation() {
        return installation;
    }

    public URI gatewayUrl() {
        return URI.create(installation.state().gatewayUrl());
    }

    /** What a fault of this kind can be done to, always in the same order. */
    public static List<String> targets(FaultKind kind) {
        return switch (kind) {
            case KILL, PAUSE -> DrillLayout.processes();
            case CUT, DELAY, RESET, LOST_ANSWER -> DrillLayout.links();
            case CLOCK -> DrillLayout.servers();
            case ROLLING_RESTART -> DrillLayout.rollingRestarts();
            case DISK_FULL -> List.of(DrillLayout.KAFKA);
            case REDELIVERY -> EventTopics.FACTS;
        };
    }

    /** How long a fault usually takes beyond its hold until what it concerns is ready again; for planning. */
    public static Duration nominal(FaultKind kind, String target) {
        return NominalTimes.of(kind, target);
    }

    /** Why this machine cannot do a kind of fault. */
    public static Optional<String> impossible(FaultKind kind) {
        return Faults.impossible(kind);
    }

    /** Does it, holds it, makes it good, and returns when the process concerned is ready again. An interrupt ends the hold. */
    public void inflict(Fault fault) {
        faults.inflict(fault);
    }

    /** Makes everything good: every link open, every process running with the right clock, and ready. */
    public void heal() {
        network.openAll();
        processes.heal();
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // Then the hook finds that there is nothing left to do.
            return;
        }
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        processes.resumeAll();
        // Open links let processes end in order; they go last.
        network.openAll();
        platform.stop(note -> {});
        network.close();
    }
}
