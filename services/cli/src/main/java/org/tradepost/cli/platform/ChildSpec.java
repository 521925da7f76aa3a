package org.tradepost.cli.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What it takes to start a child process and to stop it again.
 *
 * @param environment added to the supervisor's own environment
 * @param stopSignal the signal that asks for an orderly end
 * @param grace how long the orderly end may take before the process is killed
 */
record ChildSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path workingDirectory,
        Path log,
        Signal stopSignal,
        Duration grace,
        int port,
        Integer internalPort) {

    ChildSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
