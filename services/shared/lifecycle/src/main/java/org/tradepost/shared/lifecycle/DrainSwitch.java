package org.tradepost.shared.lifecycle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.logging.Logger;

/**
 * A file whose existence asks this server to drain. Whoever stops the server makes it: the supervisor, a {@code preStop} hook, a person;
 * no door has to be open for it. At first nothing but readiness changes, so that balancers can notice before anybody is refused. When
 * the file goes away, the server takes part again.
 */
public final class DrainSwitch implements AutoCloseable {

    /** The setting that names the file. */
    public static final String SETTING = "tradepost.drain.file";

    private static final Logger LOG = Logger.getLogger(DrainSwitch.class.getName());
    private static final Duration POLL = Duration.ofMillis(200);

    private final Optional<Path> file;
    private final Duration notice;
    private final LongSupplier nanoTime;
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private volatile long begun;
    private volatile boolean draining;
    private volatile boolean closed;

    /**
     * @param file nothing when the server is never drained
     * @param notice how long new requests are still taken
     */
    public DrainSwitch(Optional<Path> file, Duration notice) {
        this(file, notice, System::nanoTime);
    }

    DrainSwitch(Optional<Path> file, Duration notice, LongSupplier nanoTime) {
        this.file = file;
        this.notice = notice;
        this.nanoTime = nanoTime;
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

    /** Has something quick done each time when draining begins. */
    void whenBegun(Runnable action) {
        actions.add(action);
    }

    /** Whether the server is about to be stopped and nobody new should come. */
    public boolean isDraining() {
        return draining;
    }

    /** Whether whoever still comes is sent away. */
    public boolean isRefusing() {
        return draining && nanoTime.getAsLong() - begun >= notice.toNanos();
    }

    void look() {
        boolean asked = file.filter(Files::exists).isPresent();
        if (asked != draining) {
            LOG.info(asked ? "draining: not ready any more" : "draining is over");
            begun = nanoTime.getAsLong();
            draining = asked;
            if (asked) {
                actions.forEach(Runnable::run);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
