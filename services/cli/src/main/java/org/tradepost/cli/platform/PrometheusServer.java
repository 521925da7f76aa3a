package org.tradepost.cli.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tradepost.cli.CommandFailure;

/**
 * A Prometheus of the machine's own, on the loopback interface, that reads every server and has the alerting rules which are deployed
 * to Kubernetes.
 */
final class PrometheusServer {
    static final String NAME = "prometheus";
    private static final String RULES = "kustomize/components/monitoring/rules";
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Path program;
    private final Path folder;
    private final Path log;
    private final Path rules;
    private final int port;

    /** @throws CommandFailure if the machine has no Prometheus */
    PrometheusServer(Installation installation, int port) {
        this.program = Executables.find(NAME)
                .orElseThrow(
                        () -> new CommandFailure(
                                "There is no prometheus on the PATH (Debian: apt-get install prometheus); start without --observe."));
        this.folder = installation.home().resolve("data").resolve(NAME);
        this.log = installation.home().resolve("logs").resolve("prometheus.log");
        this.rules = installation.projectRoot().resolve(RULES);
        this.port = port;
    }

    /** @param servers the internal port of each */
    void prepare(Map<String, Integer> servers) {
        try {
            Files.createDirectories(folder);
            List<String> files = new ArrayList<>();
            for (Path resource : ruleResources()) {
                Path plain = folder.resolve(resource.getFileName().toString().replace(".yaml", ".json"));
                PrivateJson.write(plain, spec(resource));
                files.add(plain.toString());
            }
            PrivateJson.write(configuration(), configuration(servers, files));
        } catch (IOException e) {
            throw StorageFailure.of(folder, e);
        }
    }

    private List<Path> ruleResources() throws IOException {
        try (Stream<Path> all = Files.list(rules)) {
            return all.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    /** What is specified of a PrometheusRule is a file of rules, and JSON is YAML. */
    private static JsonNode spec(Path resource) {
        try {
            return new YAMLMapper().readTree(resource.toFile()).required("spec");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> configuration(Map<String, Integer> servers, List<String> ruleFiles) {
        List<Map<String, Object>> targets = servers.entrySet().stream()
                .map(server -> Map.<String, Object>of(
                        "targets",
                        List.of("127.0.0.1:" + server.getValue()),
                        "labels",
                        Map.of(
                                "namespace",
                                "local",
                                "app_kubernetes_io_name",
                                server.getKey(),
                                "pod",
                                server.getKey())))
                .toList();
        return Map.of(
                "global", Map.of("scrape_interval", "5s", "evaluation_interval", "5s"),
                "rule_files", ruleFiles,
                "scrape_configs", List.of(Map.of("job_name", "tradepost", "static_configs", targets)));
    }

    private Path configuration() {
        return folder.resolve("prometheus.json");
    }

    ChildSpec spec() {
        return new ChildSpec(
                NAME,
                List.of(
                        program.toString(),
                        "--config.file=" + configuration(),
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--storage.tsdb.retention.time=2d",
                        "--web.listen-address=127.0.0.1:" + port),
                Map.of(),
                folder,
                log,
                Signal.TERM,
                STOP_PATIENCE,
                port,
                null);
    }

    void awaitReady(ChildProcess prometheus) {
        var end = System.nanoTime() + START_PATIENCE.toNanos();
        while (!PortChoice.accepts(port)) {
            if (prometheus.ended(POLL)) {
                throw LogTail.failure("Prometheus did not start", log);
            }
            if (System.nanoTime() > end) {
                throw LogTail.failure("Prometheus is not ready after " + START_PATIENCE.toSeconds() + " s", log);
            }
        }
    }
}
