package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.platform.Platform;
import org.tradepost.cli.platform.ProcessState;

/** The servers of a split platform, as tests end and start them. */
record Servers(Platform platform) {

    /** A full run dies at every {@link CrashPoint}, a usual one at a choice of them. */
    static final boolean EVERY_POINT = Boolean.getBoolean("tradepost.every-point");

    /**
     * Ends the server, if it runs, and starts it so that it will die at the point; it may do so before it is ready.
     *
     * @param settings what else is in its environment
     */
    void startDyingAt(String service, CrashPoint point, Map<String, String> settings) {
        assertThat(point.services()).contains(service);
        platform.kill(service);
        try {
            platform.start(service, CrashScript.dyingAt(point, settings));
        } catch (CommandFailure diedBeforeItWasReady) {
            assertThat(diedBeforeItWasReady).hasMessageContaining(service);
            assertThat(isAlive(service)).as(diedBeforeItWasReady.getMessage()).isFalse();
        }
    }

    void start(String service, Map<String, String> settings) {
        platform.start(service, settings);
    }

    void awaitDeath(String service, CrashPoint point) {
        Eventually.holds(service + " dies at " + point, () -> !isAlive(service));
    }

    boolean isAlive(String service) {
        return platform.installation()
                .state()
                .process(service)
                .filter(ProcessState::alive)
                .isPresent();
    }
}
