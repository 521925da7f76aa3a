package org.tradepost.cli.platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tradepost.cli.CommandFailure;

/**
 * The processes of one platform and their record in {@code state.json}, which is written before anybody waits for a new
 * process: after a crash of the supervisor its children can still be found.
 */
final class ProcessTable {
    private final Path stateFile;
    private final Consumer<ChildProcess> onCrash;
    private final Map<String, ChildProcess> children = new LinkedHashMap<>();
    private final List<ProcessState> others = new ArrayList<>();
    private PlatformState header;
    private boolean stopping;

    ProcessTable(Path stateFile, PlatformState header, Consumer<ChildProcess> onCrash) {
        this.stateFile = stateFile;
        this.header = header;
        this.onCrash = onCrash;
        this.others.addAll(header.processes());
        save();
    }

    synchronized ChildProcess launch(ChildSpec spec) {
        if (stopping) {
            throw new CommandFailure("Tradepost is stopping.");
        }
        var running = children.get(spec.name());
        if (running != null && running.alive()) {
            throw new CommandFailure(spec.name() + " is running already.");
        }
        var child = ChildProcess.start(spec);
        children.put(spec.name(), child);
        save();
        child.onExit().thenRun(() -> exited(child));
        return child;
    }

    private void exited(ChildProcess child) {
        synchronized (this) {
            // While the platform starts, whoever waits for the process reports its end.
            if (stopping || header.phase() != PlatformState.Phase.RUNNING) {
                return;
            }
        }
        onCrash.accept(child);
    }

    synchronized Optional<ChildProcess> find(String name) {
        return Optional.ofNullable(children.get(name));
    }

    synchronized void phase(PlatformState.Phase phase) {
        header = header.with(phase, List.of());
        save();
    }

    /** From here on nothing is launched and no exit is a crash. */
    synchronized Collection<ChildProcess> beginStopping() {
        stopping = true;
        phase(PlatformState.Phase.STOPPING);
        return List.copyOf(children.values());
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    private void save() {
        var processes = new ArrayList<>(others);
        children.values().forEach(child -> processes.add(child.state()));
        PrivateJson.write(stateFile, header.with(header.phase(), processes));
    }
}
