package org.tradepost.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.tradepost.cli.CommandFailure;

/** The platform's own PostgreSQL: durable, on the loopback interface only, every role with a random password. */
final class PostgresServer {
    static final String NAME = "postgresql";
    private static final String SUPERUSER = "postgres";
    /** A crash recovery after a long run of writes takes its time. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(120);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int INITDB_SECONDS = 120;
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "max_connections=260",
            "shared_buffers=256MB",
            "effective_cache_size=1GB",
            "random_page_cost=1.1",
            "wal_buffers=16MB",
            "min_wal_size=256MB",
            "max_wal_size=2GB",
            "checkpoint_timeout=15min",
            "checkpoint_completion_target=0.9",
            "jit=off",
            "autovacuum_naptime=15s",
            // A statement that fails would be logged with its values, and they may be personal data.
            "log_statement=none",
            "log_min_error_statement=panic",
            "log_min_duration_statement=-1",
            "log_error_verbosity=terse",
            "log_parameter_max_length=0",
            "log_parameter_max_length_on_error=0",
            "log_timezone=UTC",
            "timezone=UTC");

    private final PostgresBinaries binaries;
    private final Path data;
    private final Path logs;
    private final String superuserPassword;
    private final int port;

    PostgresServer(Path home, String superuserPassword, int port) {
        this.binaries = new PostgresBinaries(home);
        this.data = home.resolve("data").resolve("postgresql");
        this.logs = home.resolve("logs");
        this.superuserPassword = superuserPassword;
        this.port = port;
    }

    int port() {
        return port;
    }

    /** Unpacks the programs and makes the data directory at the first start; checks whose data it is at later ones. */
    void prepare() {
        binaries.unpack();
        checkVersion(data);
        if (!Files.exists(data)) {
            initialise();
        }
    }

    static void checkVersion(Path data) {
        var file = data.resolve("PG_VERSION");
        try {
            if (Files.exists(data) && !Files.exists(file)) {
                throw new CommandFailure(
                        data + " is not a PostgreSQL data directory; start with --fresh to replace it.");
            }
            var version = Files.exists(file) ? Files.readString(file).strip() : PostgresBinaries.MAJOR_VERSION;
            if (!version.equals(PostgresBinaries.MAJOR_VERSION)) {
                throw new CommandFailure(
                        "%s belongs to PostgreSQL %s, and this is PostgreSQL %s; move it away or start with --fresh."
                                .formatted(data, version, PostgresBinaries.MAJOR_VERSION));
            }
        } catch (IOException e) {
            throw StorageFailure.of(file, e);
        }
    }

    private void initialise() {
        var draft = data.resolveSibling("postgresql.new");
        HomeFolder.delete(draft);
        var passwordFile = data.resolveSibling("postgresql.password");
        var log = logs.resolve("initdb.log");
        try {
            Files.createDirectories(data.getParent());
            Files.createDirectories(logs);
            PrivateJson.writeText(passwordFile, superuserPassword);
            var command = asOrdinaryUser(List.of(
                    binaries.program("initdb").toString(),
                    "-D",
                    draft.toString(),
                    "-U",
                    SUPERUSER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C"));
            var initdb = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!initdb.waitFor(INITDB_SECONDS, TimeUnit.SECONDS) || initdb.exitValue() != 0) {
                initdb.destroyForcibly();
                throw LogTail.failure("PostgreSQL could not create its data directory", log);
            }
            Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw StorageFailure.of(data, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while PostgreSQL created its data directory.", e);
        } finally {
            HomeFolder.delete(passwordFile);
        }
    }

    /**
     * Removes a lock file whose pid belongs to some other program by now, which PostgreSQL would take for a running server.
     * Only to be called when no process of ours is left.
     */
    void removeStaleLock() {
        var lock = data.resolve("postmaster.pid");
        try {
            if (Files.exists(lock)) {
                var pid = Files.readAllLines(lock).stream()
                        .findFirst()
                        .map(String::strip)
                        .filter(line -> line.matches("\\d{1,10}"));
                if (pid.map(Long::valueOf).flatMap(ProcessHandle::of).isPresent()) {
                    Files.delete(lock);
                }
            }
        } catch (IOException e) {
            throw StorageFailure.of(lock, e);
        }
    }

    ChildSpec spec() {
        var command = new ArrayList<String>();
        command.add(binaries.program("postgres").toString());
        command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        return new ChildSpec(
                NAME,
                asOrdinaryUser(command),
                Map.of(),
                data,
                logs.resolve("postgresql.log"),
                Signal.INT,
                STOP_PATIENCE,
                port,
                null);
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is somebody else, and the files stay root's. */
    static List<String> asOrdinaryUser(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        if (Executables.find("unshare").isEmpty()) {
            throw new CommandFailure(
                    "PostgreSQL does not run as root, and unshare is missing; run as an ordinary user.");
        }
        var wrapped = new ArrayList<>(List.of("unshare", "-U"));
        wrapped.addAll(command);
        return wrapped;
    }

    /** Waits until the server takes connections and has proved that it keeps what it acknowledges. */
    void awaitReady(ChildProcess server) {
        var end = System.nanoTime() + START_PATIENCE.toNanos();
        while (true) {
            try (var connection = connect("postgres")) {
                requireDurable(connection);
                return;
            } catch (SQLException notYet) {
                if (server.ended(POLL)) {
                    throw LogTail.failure(
                            "PostgreSQL did not start", server.spec().log());
                }
                if (System.nanoTime() > end) {
                    throw new CommandFailure("PostgreSQL is not ready after %d s (%s); see %s"
                            .formatted(
                                    START_PATIENCE.toSeconds(),
                                    notYet.getMessage(),
                                    server.spec().log()));
                }
            }
        }
    }

    private static void requireDurable(Connection connection) throws SQLException {
        for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("show " + setting)) {
                if (!row.next() || !"on".equals(row.getString(1))) {
                    throw new CommandFailure(
                            "PostgreSQL runs with " + setting + " off and could lose data; it is not used.");
                }
            }
        }
    }

    /** A superuser's connection. */
    Connection connect(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", superuserPassword);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("ApplicationName", "tradepost");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
    }
}
