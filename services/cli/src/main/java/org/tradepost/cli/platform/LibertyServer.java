package org.tradepost.cli.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tradepost.cli.CommandFailure;

/**
 * One Open Liberty server of the build, run as a plain {@code java} child: the pid is the JVM's own, where Liberty's start
 * script would put a shell in between.
 *
 * @param name of the server: the service, or {@link #ALL_IN_ONE}
 * @param process its own name; another one than the server's where there are several of that server
 */
record LibertyServer(
        Installation installation, String name, String process, PublicEndpoint entrance, int internalPort) {
    /** Each is a server of its own in split mode; the order is that of a request's way through them. */
    static final List<String> SERVICES = List.of("users", "catalog", "payments", "orders", "gateway");
    /** The server that holds them all. */
    static final String ALL_IN_ONE = "tradepost";
    /** Liberty lets running requests finish for up to 30 s. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);

    LibertyServer(Installation installation, String name, PublicEndpoint entrance, int internalPort) {
        this(installation, name, name, entrance, internalPort);
    }

    static void requireBuilt(Installation installation) {
        if (!Files.isRegularFile(launcher(installation))
                || !Files.isDirectory(serverFolder(installation, ALL_IN_ONE))) {
            throw new CommandFailure("The servers are not built; run: mvn -DskipTests package");
        }
    }

    boolean servesPublic() {
        return name.equals("gateway") || name.equals(ALL_IN_ONE);
    }

    /** All of these take connections once the server is ready. */
    List<Integer> ports() {
        return servesPublic() ? List.of(entrance.port(), entrance.httpsPort()) : List.of(internalPort);
    }

    ChildSpec spec(Map<String, String> environment) {
        var liberty = installation.home().resolve("liberty");
        // Liberty makes a folder named like the server in there.
        var output = process.equals(name) ? liberty : liberty.resolve(process);
        var all = new HashMap<>(environment);
        // glibc gives every thread an arena of its own otherwise, which costs a busy JVM some 100 MB.
        all.put("MALLOC_ARENA_MAX", "2");
        all.put("WLP_USER_DIR", userFolder(installation).toString());
        all.put("WLP_OUTPUT_DIR", output.toString());
        // What its predecessor was asked for does not concern it.
        installation.undrain(process);
        all.put("TRADEPOST_DRAIN_FILE", installation.drainFile(process).toString());
        all.put("TRADEPOST_INTERNAL_PORT", Integer.toString(internalPort));
        all.put("TRADEPOST_PUBLIC_PORT", Integer.toString(entrance.port()));
        if (servesPublic()) {
            all.putAll(entrance.variables());
        }
        return new ChildSpec(
                process,
                command(),
                all,
                output.resolve(name),
                installation.home().resolve("logs").resolve(process + ".log"),
                Signal.TERM,
                STOP_PATIENCE,
                servesPublic() ? entrance.port() : internalPort,
                internalPort);
    }

    private List<String> command() {
        var tools = launcher(installation).getParent();
        var command = new ArrayList<String>();
        command.add(Executables.java());
        command.add(Leftovers.marker(installation.home()));
        command.add("-javaagent:" + tools.resolve("ws-javaagent.jar"));
        command.add("-Djava.awt.headless=true");
        command.add("-Djdk.attach.allowAttachSelf=true");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("@" + moduleOptions());
        command.addAll(options(serverFolder(installation, name).resolve("jvm.options")));
        command.addAll(List.of("-jar", launcher(installation).toString(), name));
        return command;
    }

    /** What Liberty needs opened in the JDK's modules, as its own start script chooses it. */
    private Path moduleOptions() {
        var file = Runtime.version().feature() >= 24 ? "java24.options" : "java9.options";
        return target(installation)
                .resolve("wlp")
                .resolve("lib")
                .resolve("platform")
                .resolve("java")
                .resolve(file);
    }

    /** The arguments in a jvm.options file, one a line. */
    static List<String> options(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw StorageFailure.of(file, e);
        }
    }

    private static Path launcher(Installation installation) {
        return target(installation)
                .resolve("wlp")
                .resolve("bin")
                .resolve("tools")
                .resolve("ws-server.jar");
    }

    private static Path serverFolder(Installation installation, String name) {
        return userFolder(installation).resolve("servers").resolve(name);
    }

    private static Path userFolder(Installation installation) {
        return target(installation).resolve("usr");
    }

    private static Path target(Installation installation) {
        return installation.projectRoot().resolve("liberty-config").resolve("target");
    }
}
