package org.tradepost.system;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.tradepost.cli.platform.PlatformState;

/** A Prometheus of our own that reads every server of the platform each second, with the rules that production has. */
final class PrometheusServer implements AutoCloseable {

    private final Process process;
    private final Api api;

    private PrometheusServer(Process process, int port) {
        this.process = process;
        this.api = Api.anonymous().at(URI.create("http://127.0.0.1:" + port));
    }

    /**
     * Where there is no {@code prometheus} on the path the test is skipped, or fails if {@code TRADEPOST_REQUIRE_PROMTOOL} is set.
     *
     * @param component folder of rules
     * @param folder for its configuration, data and log
     */
    static PrometheusServer start(PlatformState platform, Path component, Path folder) throws IOException {
        copyRules(component.resolve("rules"), folder.resolve("rules"));
        Files.writeString(folder.resolve("prometheus.yaml"), configuration(platform));
        int port = freePort();
        PrometheusServer server = new PrometheusServer(launched(folder, port), port);
        Eventually.holds("Prometheus is ready", server::isReady);
        return server;
    }

    private static Process launched(Path folder, int port) {
        try {
            return new ProcessBuilder(
                            "prometheus",
                            "--config.file=prometheus.yaml",
                            "--storage.tsdb.path=data",
                            "--web.listen-address=127.0.0.1:" + port)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
        } catch (IOException absent) {
            String why = "prometheus is needed on the PATH for this test";
            if (System.getenv("TRADEPOST_REQUIRE_PROMTOOL") != null) {
                fail(why, absent);
            }
            return abort(why + "; TRADEPOST_REQUIRE_PROMTOOL makes that an error");
        }
    }

    /** What is in the spec of a PrometheusRule is a rule file. */
    private static void copyRules(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var rules = Files.list(from)) {
            for (Path rule : rules.toList()) {
                String text = Files.readString(rule);
                Files.writeString(to.resolve(rule.getFileName()), text.substring(text.indexOf("\n  groups:")));
            }
        }
    }

    private static String configuration(PlatformState platform) {
        String servers = platform.processes().stream()
                .filter(server -> server.internalPort() != null)
                .map(server ->
                        """
                              - targets: ["127.0.0.1:%d"]
                                labels: {app_kubernetes_io_name: %s, pod: %s}
                        """
                                .formatted(server.internalPort(), server.name(), server.name()))
                .collect(Collectors.joining());
        return """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: [rules/*.yaml]
                scrape_configs:
                  - job_name: tradepost
                    static_configs:
                """
                + servers;
    }

    /** Whether an expression has a value now that is a number. */
    boolean answers(String expression) {
        JsonNode result = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result");
        return result.valueStream()
                .anyMatch(series -> !"NaN".equals(series.at("/value/1").asText()));
    }

    /** Every rule, with its name and health. */
    List<JsonNode> rules() {
        return get("/api/v1/rules")
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    private JsonNode get(String path) {
        return api.get(path).expect(200).body().path("data");
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Prometheus ended with " + process.exitValue());
        }
        try {
            return api.get("/-/ready").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
