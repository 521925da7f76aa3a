package org.tradepost.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.tradepost.shared.database.DatabaseProvisioning;
import org.tradepost.shared.database.DatabaseProvisioning.Role;
import org.tradepost.shared.database.Migrations;

/**
 * The images, built and run by a container engine with PostgreSQL and Kafka beside them, under the names and settings of
 * kustomize/base. Skipped without an engine, unless {@code TRADEPOST_REQUIRE_DOCKER} is set.
 */
@Tag("image")
class ImagesIT {
    private static final Map<String, String> DATABASES = Map.of(
            "users", "users", "catalog", "catalog", "orders", "orders", "payments", "payments", "bank", "payments");
    private static final String SUPERUSER_PASSWORD = "test-only";
    private static final long MEMORY = 512L << 20;
    private static final int TERMINATED = 128 + 15;

    @BeforeAll
    static void needsAnEngine() {
        boolean there = DockerClientFactory.instance().isDockerAvailable();
        if (System.getenv("TRADEPOST_REQUIRE_DOCKER") != null) {
            assertThat(there).as("a container engine is there").isTrue();
        }
        assumeTrue(there, "no container engine; TRADEPOST_REQUIRE_DOCKER makes that an error");
    }

    @Test
    void aShopOfFiveImagesOpensAndCloses() throws Exception {
        var environment = new PodEnvironment();
        Map<String, String> asUsers = environment.of("users");
        try (Network network = Network.newNetwork();
                GenericContainer<?> postgres = postgres(network);
                GenericContainer<?> kafka = kafka(network)) {
            Startables.deepStart(postgres, kafka).join();
            for (var database : DATABASES.entrySet()) {
                provision(postgres, database.getValue(), database.getKey(), environment.of(database.getValue()));
            }
            Map<String, GenericContainer<?>> servers = new LinkedHashMap<>();
            try {
                for (String service : Inside.SERVICES) {
                    servers.put(service, server(network, service, environment.of(service)));
                }
                Startables.deepStart(servers.values()).join();
                serves(servers.get("gateway").getMappedPort(9080), asUsers);
                servers.values().forEach(ImagesIT::endsInOrder);
            } finally {
                servers.values().forEach(GenericContainer::stop);
            }
        }
    }

    private static GenericContainer<?> postgres(Network network) {
        return new GenericContainer<>("postgres:18")
                .withNetwork(network)
                .withNetworkAliases("users-db-rw", "catalog-db-rw", "orders-db-rw", "payments-db-rw")
                .withEnv("POSTGRES_PASSWORD", SUPERUSER_PASSWORD)
                .withCommand("postgres", "-c", "max_connections=400")
                .withExposedPorts(5432)
                // It starts twice, the first time for itself.
                .waitingFor(Wait.forLogMessage(".*ready to accept connections.*", 2));
    }

    private static GenericContainer<?> kafka(Network network) {
        return new GenericContainer<>("apache/kafka:4.1.0")
                .withNetwork(network)
                .withNetworkAliases("tradepost-kafka-bootstrap")
                .withEnv("KAFKA_NODE_ID", "1")
                .withEnv("KAFKA_PROCESS_ROLES", "broker,controller")
                .withEnv("KAFKA_LISTENERS", "PLAINTEXT://:9092,CONTROLLER://:9093")
                .withEnv("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://tradepost-kafka-bootstrap:9092")
                .withEnv("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT")
                .withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
                .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093")
                .withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1")
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1));
    }

    /** As CloudNativePG does it by the component postgres. */
    private static void provision(
            GenericContainer<?> postgres, String database, String service, Map<String, String> environment)
            throws Exception {
        String prefix = "TRADEPOST_" + service.toUpperCase(Locale.ROOT) + "_DB_";
        var owner = new Role(environment.get(prefix + "OWNER_USER"), environment.get(prefix + "OWNER_PASSWORD"));
        var app = new Role(environment.get(prefix + "USER"), environment.get(prefix + "PASSWORD"));
        try (Connection superuser = connect(postgres, "postgres")) {
            var provisioning = new DatabaseProvisioning(superuser);
            for (Role role : new Role[] {owner, app, new Role(Migrations.AUDIT_ROLE, SUPERUSER_PASSWORD)}) {
                provisioning.role(role);
            }
            provisioning.database(database, owner);
        }
        try (Connection inside = connect(postgres, database)) {
            String schema = service.equals(database) ? "public" : service;
            DatabaseProvisioning.schema(inside, database, schema, owner, app);
        }
    }

    private static Connection connect(GenericContainer<?> postgres, String database) throws Exception {
        String url = "jdbc:postgresql://" + postgres.getHost() + ":" + postgres.getMappedPort(5432) + "/" + database;
        return DriverManager.getConnection(url, "postgres", SUPERUSER_PASSWORD);
    }

    private static GenericContainer<?> server(Network network, String service, Map<String, String> environment)
            throws Exception {
        String image = "tradepost/" + service + ":test";
        int built = new ProcessBuilder(
                        "docker", "build", "-f", "images/Containerfile", "--target", service, "-t", image, ".")
                .directory(Deployment.project().toFile())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(built).as("docker build of " + service).isZero();
        // This PostgreSQL has no certificate.
        environment.replaceAll((name, value) -> value.replace("sslmode=require", "sslmode=disable"));
        String writable = "uid=1001,mode=0770";
        return new GenericContainer<>(image)
                .withNetwork(network)
                .withNetworkAliases(service)
                .withEnv(environment)
                .withExposedPorts(service.equals("gateway") ? new Integer[] {9080, 9081} : new Integer[] {9081})
                .withTmpFs(Map.of(
                        "/tmp", "", "/output", writable, "/logs", writable, "/drain", writable, "/live", writable))
                .withCreateContainerCmdModifier(command ->
                        command.getHostConfig().withReadonlyRootfs(true).withMemory(MEMORY))
                .waitingFor(Wait.forHttp("/health/ready").forPort(9081).withStartupTimeout(Duration.ofMinutes(5)));
    }

    private static void serves(int port, Map<String, String> asUsers) throws Exception {
        String login = Api.JSON.writeValueAsString(Map.of(
                "email", asUsers.get("TRADEPOST_ADMIN_EMAIL"), "password", asUsers.get("TRADEPOST_ADMIN_PASSWORD")));
        assertThat(AssembledServer.ask(port, "POST", "/api/v1/login", login).statusCode())
                .isEqualTo(200);
        assertThat(AssembledServer.ask(port, "GET", "/api/v1/products?limit=1", "")
                        .statusCode())
                .isEqualTo(200);
    }

    private static void endsInOrder(GenericContainer<?> server) {
        var engine = server.getDockerClient();
        engine.stopContainerCmd(server.getContainerId()).withTimeout(60).exec();
        var state = engine.inspectContainerCmd(server.getContainerId()).exec().getState();
        assertThat(state.getExitCodeLong()).as(server.getDockerImageName()).isEqualTo(TERMINATED);
        assertThat(state.getOOMKilled()).as(server.getDockerImageName()).isFalse();
    }
}
