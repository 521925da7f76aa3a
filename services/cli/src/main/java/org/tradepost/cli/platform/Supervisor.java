package org.tradepost.cli.platform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tradepost.cli.CommandFailure;

/**
 * Starts every process of a platform in order, watches them, and stops them in the reverse order. It never restarts what
 * crashed by itself: a crash is for somebody to look at. One supervisor a home folder, by the {@link StartLock}.
 */
final class Supervisor {
    static final String NAME = "supervisor";
    private static final int STARTING_STEPS = 2;
    private static final String HTTPS_PORT = "TRADEPOST_PUBLIC_HTTPS_PORT";

    private final Installation installation;
    private final UpOptions options;
    private final StartupListener listener;
    private final Secrets secrets;
    private final PortChoice ports;
    private final PublicEndpoint entrance;
    private final ProcessTable table;
    private final Map<String, Startable> startables = new LinkedHashMap<>();
    private final Map<String, LibertyServer> servers = new LinkedHashMap<>();
    /** Of those that serve it, by process. */
    private final Map<String, Integer> grpcPorts = new LinkedHashMap<>();

    private final CountDownLatch stopped = new CountDownLatch(1);
    private Optional<PostgresServer> postgres = Optional.empty();
    private Optional<KafkaBroker> kafka = Optional.empty();
    private Optional<PrometheusServer> prometheus = Optional.empty();

    /** How to start one process, with additions to its environment, and how to know that it is ready. */
    private record Startable(Function<Map<String, String>, ChildSpec> spec, Consumer<ChildProcess> awaitReady) {}

    Supervisor(
            Installation installation,
            UpOptions options,
            StartupListener listener,
            ControlServer control,
            Consumer<String> onCrash) {
        this.installation = installation;
        this.options = options;
        this.listener = listener;
        var home = installation.home();
        this.secrets = installation.secrets();
        this.ports = new PortChoice(home.resolve("ports.json"));
        this.entrance = new PublicEndpoint(choosePublicPort(), chooseHttpsPort(), ownKeys());
        layOut();
        this.table =
                new ProcessTable(home.resolve("state.json"), header(control), child -> onCrash.accept(crashed(child)));
    }

    private int choosePublicPort() {
        if (options.port() != null) {
            return ports.explicit(options.port(), "--port");
        }
        if (options.topology().ports().containsKey(Topology.HTTP)) {
            return port(Topology.HTTP);
        }
        int port = ports.from(PortChoice.DEFAULT_PUBLIC_PORT);
        if (port != PortChoice.DEFAULT_PUBLIC_PORT && !options.infrastructureOnly()) {
            listener.note("Port " + PortChoice.DEFAULT_PUBLIC_PORT + " is taken by another program; using " + port
                    + " instead.");
        }
        return port;
    }

    private int chooseHttpsPort() {
        if (options.topology().ports().containsKey(Topology.HTTPS)) {
            return port(Topology.HTTPS);
        }
        return setting(HTTPS_PORT)
                .map(port -> ports.explicit(PortChoice.number(port, HTTPS_PORT), HTTPS_PORT))
                .orElseGet(() -> ports.from(PortChoice.DEFAULT_HTTPS_PORT));
    }

    private int port(String process) {
        return Optional.ofNullable(options.topology().ports().get(process))
                .map(port -> ports.explicit(port, "another topology"))
                .orElseGet(() -> ports.loopback(process));
    }

    private Optional<TlsKeys> ownKeys() {
        return setting(PublicEndpoint.KEYSTORE_VARIABLE).isPresent()
                ? Optional.empty()
                : Optional.of(new TlsKeys(installation.home(), secrets.tlsPassword()));
    }

    private PlatformState header(ControlServer control) {
        var self = ProcessIdentity.of(ProcessHandle.current());
        return new PlatformState(
                entrance.httpUrl(),
                entrance.httpsUrl(),
                entrance.certificate(),
                grpcPorts.values().stream()
                        .findFirst()
                        .map(port -> "127.0.0.1:" + port)
                        .orElse(null),
                secrets.adminEmail(),
                secrets.adminPassword(),
                options.mode(),
                PlatformState.Phase.STARTING,
                List.of(new ProcessState(NAME, self.pid(), control.port(), null, self.started(), null)));
    }

    /** Decides which processes there will be and where. */
    private void layOut() {
        var home = installation.home();
        if (DatabaseLayout.ALL.stream().anyMatch(layout -> layout.externalUrl().isEmpty())) {
            postgres = Optional.of(
                    new PostgresServer(home, secrets.databaseSuperuserPassword(), port(PostgresServer.NAME)));
        }
        if (externalKafka().isEmpty()) {
            kafka = Optional.of(new KafkaBroker(
                    home,
                    port(KafkaBroker.NAME),
                    port("kafka-controller"),
                    options.topology().kafkaListeners()));
        }
        if (!options.infrastructureOnly()) {
            LibertyServer.requireBuilt(installation);
            var names = options.split() ? LibertyServer.SERVICES : List.of(LibertyServer.ALL_IN_ONE);
            names.forEach(name -> options.topology().processes(name).forEach(process -> addServer(name, process)));
        }
        if (options.observe()) {
            prometheus = Optional.of(new PrometheusServer(installation, port(PrometheusServer.NAME)));
        }
    }

    private void addServer(String name, String process) {
        if (name.equals("users") || name.equals(LibertyServer.ALL_IN_ONE)) {
            grpcPorts.put(process, port(process + "-grpc"));
        }
        servers.put(process, new LibertyServer(installation, name, process, entrance, port(process)));
    }

    static Optional<String> externalKafka() {
        return setting("TRADEPOST_KAFKA_BOOTSTRAP");
    }

    private static Optional<String> setting(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
    }

    /** Starts everything and returns when all of it is ready. */
    void start() {
        postgres.ifPresent(PostgresServer::prepare);
        kafka.ifPresent(KafkaBroker::prepare);
        defineStartables();
        int steps = STARTING_STEPS + servers.size();
        var broker = CompletableFuture.runAsync(() -> startIfOwn(KafkaBroker.NAME));
        var keys = CompletableFuture.runAsync(
                () -> entrance.keys().filter(own -> !servers.isEmpty()).ifPresent(TlsKeys::prepare));
        startIfOwn(PostgresServer.NAME);
        listener.step("PostgreSQL is ready", "Kafka", steps);
        join(broker);
        join(keys);
        PrivateJson.write(installation.connectionsFile(), environment().connections());
        listener.step("Kafka is ready", servers.isEmpty() ? "" : "services", steps);
        servers.keySet()
                .forEach(name -> table.launch(startables.get(name).spec().apply(Map.of())));
        servers.keySet().forEach(name -> {
            startables.get(name).awaitReady().accept(table.find(name).orElseThrow());
            listener.step(
                    name.equals(LibertyServer.ALL_IN_ONE) ? "All services are ready" : name + " is ready",
                    "services",
                    steps);
        });
        startIfOwn(PrometheusServer.NAME);
        table.phase(PlatformState.Phase.RUNNING);
    }

    private void defineStartables() {
        postgres.ifPresent(server -> {
            server.removeStaleLock();
            startables.put(PostgresServer.NAME, new Startable(extra -> server.spec(), child -> {
                server.awaitReady(child);
                new DatabaseSetup(server, secrets).run();
            }));
        });
        kafka.ifPresent(
                broker -> startables.put(KafkaBroker.NAME, new Startable(extra -> broker.spec(), broker::awaitReady)));
        prometheus.ifPresent(server -> startables.put(
                PrometheusServer.NAME,
                new Startable(
                        extra -> {
                            server.prepare(internalPorts());
                            return server.spec();
                        },
                        server::awaitReady)));
        var readiness = new Readiness();
        servers.forEach((name, server) -> startables.put(
                name,
                new Startable(
                        extra -> server.spec(with(server, extra)), child -> readiness.await(child, server.ports()))));
    }

    private Map<String, Integer> internalPorts() {
        return servers.values().stream().collect(Collectors.toMap(LibertyServer::process, LibertyServer::internalPort));
    }

    private Map<String, String> with(LibertyServer server, Map<String, String> extra) {
        var all = new HashMap<>(environment().variables(server.name()));
        Optional.ofNullable(grpcPorts.get(server.process()))
                .ifPresent(port -> all.put("TRADEPOST_GRPC_PORT", Integer.toString(port)));
        all.putAll(options.topology().environment(server.process()));
        all.putAll(extra);
        return all;
    }

    private ServiceEnvironment environment() {
        var environment = new ServiceEnvironment(secrets)
                .databases(postgres)
                .kafka(kafka.map(KafkaBroker::bootstrap)
                        .or(Supervisor::externalKafka)
                        .orElseThrow())
                .publicUrl(entrance.httpUrl());
        for (var service : LibertyServer.SERVICES) {
            Optional.ofNullable(servers.getOrDefault(service, servers.get(LibertyServer.ALL_IN_ONE)))
                    .ifPresent(server -> environment.service(service, server.internalPort()));
        }
        return environment;
    }

    private void startIfOwn(String name) {
        if (startables.containsKey(name)) {
            start(name, Map.of());
        }
    }

    /** Starts one process that is not running, with additions to its environment, and waits until it is ready. */
    void start(String name, Map<String, String> extraEnvironment) {
        var startable = Optional.ofNullable(startables.get(name))
                .orElseThrow(() -> new CommandFailure(
                        "There is no process '" + name + "'; there are " + startables.keySet() + "."));
        startable.awaitReady().accept(table.launch(startable.spec().apply(extraEnvironment)));
    }

    private static void join(CompletableFuture<Void> work) {
        try {
            work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CommandFailure failure ? failure : e;
        }
    }

    private static String crashed(ChildProcess child) {
        return "%s (pid %d) ended unexpectedly with exit code %d; its last words are in %s"
                .formatted(
                        child.spec().name(),
                        child.state().pid(),
                        child.exitCode(),
                        child.spec().log());
    }

    /** Stops everything: services first, so that what they are doing can still be finished, PostgreSQL last. */
    synchronized void stop() {
        if (stopped.getCount() == 0) {
            return;
        }
        var children = table.beginStopping();
        var liberty = new ArrayList<>(children);
        liberty.removeIf(child -> !servers.containsKey(child.spec().name()));
        // What has come in is answered before those are gone who can answer it.
        var doors = liberty.stream()
                .filter(child -> servers.get(child.spec().name()).servesPublic())
                .toList();
        stopTogether(doors);
        liberty.removeAll(doors);
        stopTogether(liberty);
        table.find(PrometheusServer.NAME).ifPresent(child -> stopTogether(List.of(child)));
        table.find(KafkaBroker.NAME).ifPresent(child -> stopTogether(List.of(child)));
        table.find(PostgresServer.NAME).ifPresent(child -> stopTogether(List.of(child)));
        HomeFolder.delete(installation.connectionsFile());
        HomeFolder.delete(installation.home().resolve("state.json"));
        stopped.countDown();
    }

    private static void stopTogether(Collection<ChildProcess> children) {
        children.stream().filter(ChildProcess::alive).forEach(ChildProcess::askToStop);
        children.forEach(ChildProcess::awaitEnd);
    }

    /** Returns when {@link #stop} is done. */
    void awaitStopped() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted.", e);
        }
    }

    boolean isStopping() {
        return table.isStopping();
    }
}
