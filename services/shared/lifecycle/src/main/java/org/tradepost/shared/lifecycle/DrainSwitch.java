package org.tradepost.shared.lifecycle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;

/**
 * A file whose existence asks this server to drain. Whoever stops the server makes it: the supervisor, a {@code preStop} hook, a person;
 * no door has to be open for it. When it goes away, the server takes part again.
 */
public final class DrainSwitch implements AutoCloseable {

    /** The setting that names the file. */
    public static final String SETTING = "tradepost.drain.file";

    private static final Logger LOG = Logger.getLogger(DrainSwitch.class.getName());
    private static final Duration POLL = Duration.ofMillis(200);

    private final Optional<Path> file;
    private volatile boolean draining;
    private volatile boolean closed;

    /**
     * @param file nothing when the server is never drained
     */
    public DrainSwitch(Optional<Path> file) {
        this.file = file;
    }

    /** Begins to watch. */
    public DrainSwitch watch() {
        look();
        if (file.isPresent()) {
            Thread.ofVirtual().name("drain-switch").start(() -> {
                while (!closed) {
                    LockSupport.parkNanos(POLL.toNanos());
                    look();
                }
            });
        }
        return this;
    }

    /** Whether the server is about to be stopped and nobody new should come. */
    public boolean isDraining() {
        return draining;
    }

    void look() {
        boolean asked = file.filter(Files::exists).isPresent();
        if (asked != draining) {
            LOG.info(asked ? "draining: not ready any more" : "draining is over");
            draining = asked;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
