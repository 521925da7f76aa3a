package org.tradepost.cli.command.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tradepost.cli.client.RunningPlatform;
import org.tradepost.shared.settings.SealedValues;
import picocli.CommandLine;

class ConfigCommandTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String CONFIG =
            """
            {"services": [{"service": "gateway", "settings": [
                {"name": "tradepost.log.level", "value": "FINE", "source": "etcd", "changed": "2026-01-01T00:00:00Z",
                 "live": true, "waiting": false},
                {"name": "tradepost.gateway.cache.keep", "value": "500", "source": "default", "changed": "2026-01-01T00:00:00Z",
                 "live": true, "waiting": false,
                 "refused": {"source": "etcd", "why": "not a whole number", "since": "2026-01-01T00:00:01Z"}}],
              "sources": [{"name": "directory", "readable": false, "trouble": "gone"}]}],
             "partial": true, "missing": ["orders"]}""";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void showsValuesTheirSourcesAndWhatIsRefused() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean login = exchange.getRequestURI().getPath().endsWith("/login");
            byte[] body = (login ? "{\"accessToken\":\"t\",\"tokenType\":\"Bearer\",\"expiresIn\":900}" : CONFIG)
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            URI gateway = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            assertThat(run("", Map.of(), new RunningPlatform(gateway, "admin@example.com", "p")))
                    .isZero();
        } finally {
            server.stop(0);
        }
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("gateway +tradepost.log.level +FINE +etcd +2026-01-01T00:00:00Z"))
                .anyMatch(line -> line.endsWith("refused from etcd: not a whole number"))
                .contains("gateway cannot read directory: gone", "orders does not answer");
    }

    @Test
    void encryptsWhatStandsOnStandardInput() {
        assertThat(run("hush\n", Map.of(SealedValues.KEY, KEY), null, "encrypt", "tradepost.redis.url"))
                .isZero();
        String sealed = out.toString().strip();
        assertThat(sealed).startsWith("{encrypted}").doesNotContain("hush");
        assertThat(new SealedValues(Optional.of(KEY)).open("tradepost.redis.url", sealed))
                .isEqualTo("hush");
    }

    @Test
    void withoutAKeyOrAValueNothingIsEncrypted() {
        String name = "tradepost.redis.url";
        assertThat(run("hush", Map.of(), null, "encrypt", name)).isEqualTo(1);
        assertThat(run("hush", Map.of(SealedValues.KEY + "_FILE", "none"), null, "encrypt", name))
                .isEqualTo(1);
        assertThat(err.toString()).contains("There is no file none");
        assertThat(run("\n", Map.of(SealedValues.KEY, KEY), null, "encrypt", name))
                .isEqualTo(1);
        assertThat(err.toString()).contains("There is no value on standard input");
        assertThat(out.toString()).isEmpty();
    }

    private int run(String input, Map<String, String> environment, RunningPlatform platform, String... arguments) {
        return new CommandLine(new ConfigCommand(
                        () -> platform, environment::get, new ByteArrayInputStream(input.getBytes(UTF_8))))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
