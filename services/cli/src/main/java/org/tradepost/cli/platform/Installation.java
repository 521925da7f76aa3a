package org.tradepost.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tradepost.cli.CommandFailure;

/**
 * A place where a platform lives: its home folder, {@code .tradepost} in the project unless {@code TRADEPOST_HOME} names
 * another one, and the project whose build it runs.
 */
public final class Installation {
    private final Path home;
    private final Path projectRoot;

    private Installation(Path home, Path projectRoot) {
        this.home = home.toAbsolutePath().normalize();
        this.projectRoot = projectRoot.toAbsolutePath().normalize();
    }

    /** The installation that this environment means; the launcher script passes the project's root as {@code TRADEPOST_ROOT}. */
    public static Installation locate() {
        var root = Optional.ofNullable(System.getenv("TRADEPOST_ROOT"))
                .map(Path::of)
                .orElseGet(Installation::searchRoot);
        var home = System.getenv("TRADEPOST_HOME");
        return at(home == null || home.isBlank() ? root.resolve(".tradepost") : Path.of(home), root);
    }

    /** An installation of its own, for tests and drills that must not touch the user's. */
    public static Installation at(Path home, Path projectRoot) {
        return new Installation(home, projectRoot);
    }

    private static Path searchRoot() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("tradepost"))
                    && Files.isDirectory(folder.resolve("liberty-config"))) {
                return folder;
            }
        }
        throw new CommandFailure("This is not inside a Tradepost project; run its ./tradepost script.");
    }

    public Path home() {
        return home;
    }

    public Path projectRoot() {
        return projectRoot;
    }

    /** What the running platform recorded. */
    public PlatformState state() {
        return recordedState()
                .orElseThrow(
                        () -> new CommandFailure("Tradepost is not running; start it with: ./tradepost up --detach"));
    }

    /** What the last platform recorded, if it was not stopped since; its processes may be gone. */
    public Optional<PlatformState> recordedState() {
        return PrivateJson.read(home.resolve("state.json"), PlatformState.class);
    }

    /**
     * Read-only access to the {@code audit_*} views of a service's database; that of payments also has schema {@code bank}.
     *
     * @param service users, catalog, orders or payments
     */
    public DatabaseAccess auditDatabase(String service) {
        return Optional.ofNullable(connections().auditDatabases().get(service))
                .orElseThrow(() -> new CommandFailure("There is no database of a service named '" + service + "'."));
    }

    public String kafkaBootstrap() {
        return connections().kafkaBootstrap();
    }

    private Connections connections() {
        return PrivateJson.read(connectionsFile(), Connections.class)
                .orElseThrow(
                        () -> new CommandFailure("Tradepost is not running; start it with: ./tradepost up --detach"));
    }

    /** Ports that this installation's processes may listen on, the same ones at every start while they are free. */
    public PortChoice ports() {
        new HomeFolder(home).prepare();
        return new PortChoice(home.resolve("ports.json"));
    }

    Secrets secrets() {
        return Secrets.loadOrCreate(secretsFile());
    }

    Path secretsFile() {
        return home.resolve("secrets.json");
    }

    Path connectionsFile() {
        return home.resolve("connections.json");
    }

    /** The file that makes a server drain as long as it is there. */
    Path drainFile(String process) {
        return home.resolve("drain").resolve(process);
    }

    void drain(String process) {
        var file = drainFile(process);
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw StorageFailure.of(file, e);
        }
        PrivateJson.writeText(file, "");
    }

    void undrain(String process) {
        HomeFolder.delete(drainFile(process));
    }
}
