package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tradepost.shared.testkit.TestDatabase;
import org.tradepost.shared.testkit.TestPostgres;

/**
 * What goes into the images, started as their pods start it: on a read-only tree, with the environment of kustomize/base and no
 * other, and with a database that has the roles and nothing in it. Other services and Kafka are away, which nobody needs to be ready.
 */
@Tag("image")
@EnabledOnOs(value = OS.LINUX, disabledReason = "an image is made of Linux")
class AssembledServerIT {
    private static final long LARGEST = 120_000_000;
    /** Of the pods' memory limit. */
    private static final long MEMORY_KIB = 512 * 1024;

    private static final String PURL = "pkg:maven/[a-z0-9._-]+/[A-Za-z0-9._-]+@[A-Za-z0-9._-]+";
    private static final String NOWHERE = "127.0.0.1:1";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration BETWEEN = Duration.ofMillis(100);
    /** A JVM that was asked to end by SIGTERM. */
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path folder;

    /** Each is made and started with {@code -Pfull}; one shows what they have in common. */
    static List<String> services() {
        return Servers.EVERY_POINT ? Inside.SERVICES : List.of("users");
    }

    @ParameterizedTest
    @MethodSource("services")
    void itServesAndEndsInOrderAndWritesWhereItMay(String service) throws Exception {
        var server = AssembledServer.assemble(service, folder);
        assertThat(server.size()).as("bytes of " + service).isLessThan(LARGEST);
        everyJarIsListed(server);
        Map<String, String> before = server.files();
        Map<String, String> environment = environment(service);
        int internal = Integer.parseInt(environment.get("TRADEPOST_INTERNAL_PORT"));
        Path log = folder.resolve("console.log");

        long begun = System.nanoTime();
        Process process = server.start(environment, log);
        try {
            awaitReady(process, internal, log);
            double seconds = (System.nanoTime() - begun) / 1e9;
            serves(service, internal, environment);
            followsItsLimits(internal, 2, MEMORY_KIB);
            long resident = residentKib(process);
            System.out.printf(
                    "%s: %,d bytes, ready after %.1f s, %,d KiB resident%n", service, server.size(), seconds, resident);
            assertThat(resident).as("KiB resident").isLessThan(MEMORY_KIB);
            assertThat(AssembledServer.stop(process)).isEqualTo(TERMINATED);
        } finally {
            process.destroyForcibly();
        }

        assertThat(log).content().contains("CWWKE0036I");
        assertThat(server.files()).isEqualTo(before);
        assertThat(folder.resolve("logs/messages.log")).exists();
        startsAnewWithinOtherLimits(server, environment);
    }

    private void startsAnewWithinOtherLimits(AssembledServer server, Map<String, String> environment) throws Exception {
        limit(environment, 1, 2 * MEMORY_KIB);
        Path log = folder.resolve("second.log");
        Process process = server.start(environment, log);
        try {
            int internal = Integer.parseInt(environment.get("TRADEPOST_INTERNAL_PORT"));
            awaitReady(process, internal, log);
            followsItsLimits(internal, 1, 2 * MEMORY_KIB);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** What its pod's limits are, as the JVM would find them in its container and Kubernetes in the pod. */
    private static void limit(Map<String, String> environment, int cpus, long kib) {
        environment.put("JVM_ARGS", "-XX:ActiveProcessorCount=" + cpus + " -XX:MaxRAM=" + kib + "k");
        environment.put("TRADEPOST_CPUS", Integer.toString(cpus));
    }

    /** Four threads a CPU, and 40 % of the memory for the heap, of which the JVM counts one survivor space out. */
    private static void followsItsLimits(int internal, int cpus, long kib) throws Exception {
        String started =
                AssembledServer.ask(internal, "GET", "/health/started", "").body();
        JsonNode data = Api.JSON.readTree(started).at("/checks/0/data");
        assertThat(data.path("version").asText()).as(started).matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
        assertThat(data.path("cpus").asInt()).as(started).isEqualTo(cpus);
        assertThat(data.path("executorThreads").asInt()).as(started).isEqualTo(4 * cpus);
        long mib = kib / 1024;
        assertThat(data.path("heapMaxMiB").asLong()).as(started).isBetween(mib * 37 / 100, mib * 40 / 100);
    }

    @Test
    void theSameBuildGivesTheSameLayers() throws Exception {
        Path once = folder.resolve("once");
        Path again = folder.resolve("again");
        AssembledServer.assemble("orders", once, folder);
        AssembledServer.assemble("orders", again, folder);
        assertThat(AssembledServer.files(again)).isEqualTo(AssembledServer.files(once));
        for (String file : AssembledServer.files(once).keySet()) {
            if (Files.isRegularFile(once.resolve(file))) {
                assertThat(Files.mismatch(once.resolve(file), again.resolve(file)))
                        .as(file)
                        .isEqualTo(-1);
            }
        }
    }

    private static void everyJarIsListed(AssembledServer server) throws Exception {
        JsonNode list = server.sbom();
        assertThat(list.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(list.path("components").findValuesAsText("name")).contains("openliberty-runtime");
        assertThat(list.path("components").findValuesAsText("purl")).allMatch(purl -> purl.matches(PURL));
        assertThat(list.findValuesAsText("content"))
                .containsExactlyInAnyOrderElementsOf(server.libraryDigests())
                .hasSizeGreaterThan(20);
    }

    private Map<String, String> environment(String service) throws Exception {
        Map<String, String> environment = new PodEnvironment().of(service);
        environment.replaceAll((name, value) -> name.matches("TRADEPOST_[A-Z]+_URL") ? "http://" + NOWHERE : value);
        environment.replace("TRADEPOST_KAFKA_BOOTSTRAP", NOWHERE);
        if (!service.equals("gateway")) {
            TestDatabase database = TestPostgres.start().database(service, "public");
            putDatabase(environment, service, database);
            if (service.equals("payments")) {
                putDatabase(environment, "bank", database.withSchema("bank"));
            }
        }
        for (String made : List.of("output", "logs", "drain", "live")) {
            Files.createDirectories(folder.resolve(made));
        }
        environment.put("WLP_OUTPUT_DIR", folder.resolve("output").toString());
        environment.put("LOG_DIR", folder.resolve("logs").toString());
        environment.put("TRADEPOST_DRAIN_FILE", folder.resolve("drain/drain").toString());
        environment.put("TRADEPOST_CONFIG_DIRECTORY", folder.resolve("live").toString());
        // A free port each, for this machine only.
        environment.replaceAll((name, value) -> name.matches("TRADEPOST_(INTERNAL|PUBLIC)_HOST") ? "127.0.0.1" : value);
        environment.replaceAll(
                (name, value) -> name.matches("TRADEPOST_(INTERNAL|PUBLIC|GRPC)_PORT") ? freePort() : value);
        assertThat(environment).as("the limit of the pod").containsEntry("TRADEPOST_CPUS", "2");
        limit(environment, 2, MEMORY_KIB);
        return environment;
    }

    /** The values are those of the test's database; the names have to be in the pod's environment. */
    private static void putDatabase(Map<String, String> environment, String name, TestDatabase database) {
        String prefix = "TRADEPOST_" + name.toUpperCase(Locale.ROOT) + "_DB_";
        Map.of(
                        "URL", database.url(),
                        "USER", database.app().name(),
                        "PASSWORD", database.app().password(),
                        "OWNER_USER", database.owner().name(),
                        "OWNER_PASSWORD", database.owner().password())
                .forEach((key, value) -> assertThat(environment.replace(prefix + key, value))
                        .as(prefix + key)
                        .isNotNull());
    }

    private static String freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady(Process process, int port, Path log) throws Exception {
        long end = System.nanoTime() + START.toNanos();
        HttpResponse<String> answer = null;
        while (answer == null || answer.statusCode() != 200) {
            if (!process.isAlive() || System.nanoTime() > end) {
                fail("not ready: %s%n%s", answer == null ? "no answer" : answer.body(), Files.readString(log));
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
            answer = AssembledServer.ask(port, "GET", "/health/ready", "");
        }
    }

    /** Something that only a server that works can answer; who asks can be told by nobody where 401 is the answer. */
    private static void serves(String service, int internal, Map<String, String> environment) throws Exception {
        HttpResponse<String> answer =
                switch (service) {
                    case "users" ->
                        AssembledServer.ask(
                                internal,
                                "POST",
                                "/users/api/v1/login",
                                Api.JSON.writeValueAsString(Map.of(
                                        "email", environment.get("TRADEPOST_ADMIN_EMAIL"),
                                        "password", environment.get("TRADEPOST_ADMIN_PASSWORD"))));
                    case "catalog" -> AssembledServer.ask(internal, "GET", "/catalog/api/v1/products?limit=1", "");
                    case "orders" -> AssembledServer.ask(internal, "GET", "/orders/api/v1/orders", "");
                    case "payments" ->
                        AssembledServer.ask(internal, "GET", "/payments/api/v1/payments/" + UUID.randomUUID(), "");
                    default ->
                        AssembledServer.ask(
                                Integer.parseInt(environment.get("TRADEPOST_PUBLIC_PORT")), "GET", "/openapi", "");
                };
        assertThat(answer).as("an answer of " + service).isNotNull();
        boolean asksWho = List.of("orders", "payments").contains(service);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(asksWho ? 401 : 200);
    }

    /** Without files that are mapped, which the kernel takes back before it ends a container for want of memory. */
    private static long residentKib(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
