package org.tradepost.shared.containerkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.Driver;
import org.tradepost.shared.testkit.TestDatabase;

/**
 * A Liberty user directory with one server: the configuration is production's, apart from the application, which Arquillian
 * deploys, and from what Arquillian needs to do so.
 *
 * @param userFolder WLP_USER_DIR
 * @param serverName unique, because Arquillian finds the server's process by it
 * @param port of HTTP on the loopback interface
 */
record ServerFolder(Path userFolder, String serverName, int port) {

    private static final List<String> SERVICES = List.of("users", "catalog", "orders", "payments");
    private static final int KEY_BYTES = 32;
    /** Each test class deploys the service once more, and not all classes of the one before go with it. The last of an option counts. */
    private static final String DEPLOYED_OFTEN =
            """
            -XX:MaxMetaspaceSize=768m
            -XX:+ExitOnOutOfMemoryError
            """;

    static ServerFolder create(String service, Path production, Path work, TestDatabase database) throws IOException {
        int port = freePort();
        Path user = Files.createDirectories(work.resolve("usr"));
        ServerFolder folder = new ServerFolder(user, service + "-in-container-" + port, port);
        Path config = user.resolve("shared/config");
        Path includes = Files.createDirectories(config.resolve("includes"));
        Path source = production.resolve("shared/config");
        copy(source.resolve("base.xml"), config.resolve("base.xml"));
        copy(source.resolve("includes/database.xml"), includes.resolve("database.xml"));
        Files.writeString(
                includes.resolve(service + ".xml"),
                withoutApplication(Files.readString(source.resolve("includes/" + service + ".xml"))));
        copy(
                driver(),
                Files.createDirectories(user.resolve("shared/resources/jdbc")).resolve("postgresql.jar"));

        Path server = user.resolve("servers").resolve(folder.serverName);
        Files.createDirectories(server.resolve("apps"));
        Files.writeString(
                server.resolve("jvm.options"),
                Files.readString(production.resolve("servers/" + service + "/jvm.options")) + DEPLOYED_OFTEN);
        Files.writeString(server.resolve("server.xml"), serverXml(service));
        Files.writeString(server.resolve("server.env"), environment(service, port, database));
        return folder;
    }

    private static String withoutApplication(String include) {
        String remaining = include.replaceFirst("(?s)<webApplication .*</webApplication>", "");
        if (remaining.equals(include)) {
            throw new IllegalStateException("the service's configuration names no application any more");
        }
        return remaining;
    }

    private static String serverXml(String service) {
        return """
                <server>
                    <include location="${shared.config.dir}/base.xml"/>
                    <include location="${shared.config.dir}/includes/database.xml"/>
                    <include location="${shared.config.dir}/includes/%s.xml"/>
                    <featureManager>
                        <feature>localConnector-1.0</feature>
                    </featureManager>
                    <applicationMonitor updateTrigger="mbean"/>
                </server>
                """
                .formatted(service);
    }

    private static String environment(String service, int port, TestDatabase database) throws IOException {
        String prefix = "TRADEPOST_" + service.toUpperCase(Locale.ROOT) + "_DB_";
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Stream<String> own = Stream.of(
                // The JVM that runs the tests, whatever the build itself runs on.
                "JAVA_HOME=" + System.getProperty("java.home"),
                "TRADEPOST_INTERNAL_PORT=" + port,
                "TRADEPOST_GRPC_PORT=" + freePort(),
                prefix + "URL=" + database.url(),
                prefix + "USER=" + database.app().name(),
                prefix + "PASSWORD=" + database.app().password(),
                prefix + "OWNER_USER=" + database.owner().name(),
                prefix + "OWNER_PASSWORD=" + database.owner().password(),
                "TRADEPOST_KAFKA_BOOTSTRAP=127.0.0.1:1",
                "TRADEPOST_" + service.toUpperCase(Locale.ROOT) + "_CLIENT_SECRET=container-test",
                "TRADEPOST_KEY_ENCRYPTION_KEY=" + Base64.getEncoder().encodeToString(key),
                "TRADEPOST_DATA_KEYS=test:" + Base64.getEncoder().encodeToString(key));
        Stream<String> neighbours = SERVICES.stream()
                .map(name ->
                        "TRADEPOST_" + name.toUpperCase(Locale.ROOT) + "_URL=http://127.0.0.1:" + port + "/" + name);
        return Stream.concat(own, neighbours).collect(Collectors.joining("\n", "", "\n"));
    }

    private static Path driver() {
        try {
            return Path.of(Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
