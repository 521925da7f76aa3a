package org.tradepost.cli.drill.fault;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.platform.Platform;
import org.tradepost.cli.platform.Platform.Health;
import org.tradepost.cli.platform.ProcessState;

/** The processes of a platform under drill: ends and starts them, and knows which of them are not as they should be. */
final class DrillProcesses {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int ATTEMPTS = 4;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final Platform platform;
    /** Those that run with a wrong clock or under a limit: only a restart makes them good. */
    private final Set<String> spoilt = ConcurrentHashMap.newKeySet();

    DrillProcesses(Platform platform) {
        this.platform = platform;
    }

    ProcessState state(String process) {
        return platform.installation()
                .state()
                .process(process)
                .orElseThrow(() -> new CommandFailure("There is no process '" + process + "'."));
    }

    void kill(String process) {
        platform.kill(process);
    }

    void terminate(String process) {
        platform.terminate(process);
    }

    void pause(String process) {
        platform.pause(process);
    }

    void resume(String process) {
        platform.resume(process);
    }

    void spoil(String process) {
        spoilt.add(process);
    }

    void start(String process) {
        start(process, Map.of());
        spoilt.remove(process);
    }

    /** Returns when it is ready. What it needs may be away at the moment, so that its start fails: then it is tried again. */
    void start(String process, Map<String, String> environment) {
        for (int attempt = 1; ; attempt++) {
            try {
                platform.start(process, environment);
                return;
            } catch (CommandFailure e) {
                if (attempt == ATTEMPTS || platform.running().isEmpty()) {
                    throw e;
                }
                platform.kill(process);
                Pause.of(BETWEEN_ATTEMPTS);
            }
        }
    }

    void awaitReady(String process) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (platform.health(state(process)) != Health.UP) {
            if (System.nanoTime() > end) {
                throw new CommandFailure(process + " is not ready again after " + PATIENCE.toSeconds() + " s; see "
                        + state(process).log());
            }
            if (!Pause.of(POLL)) {
                throw new CommandFailure("Interrupted while waiting for " + process + ".");
            }
        }
    }

    void resumeAll() {
        DrillLayout.processes().forEach(platform::resume);
    }

    void heal() {
        resumeAll();
        // What others need comes first.
        restoreIfNeeded(DrillLayout.POSTGRESQL);
        restoreIfNeeded(DrillLayout.KAFKA);
        DrillLayout.servers().forEach(this::restoreIfNeeded);
        DrillLayout.processes().forEach(this::awaitReady);
    }

    private void restoreIfNeeded(String process) {
        boolean running = platform.health(state(process)) != Health.DOWN;
        if (running && spoilt.contains(process)) {
            platform.kill(process);
            running = false;
        }
        if (!running) {
            start(process);
        }
    }
}
