package org.tradepost.cli.platform;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The configuration of the services: what PostgreSQL, Kafka and they themselves are called and where they are. */
final class ServiceEnvironment {
    static final String KAFKA = "TRADEPOST_KAFKA_BOOTSTRAP";
    private static final String ISSUER = "TRADEPOST_ISSUER";
    private static final String WEBHOOKS_TO_LOOPBACK = "TRADEPOST_WEBHOOKS_LOOPBACK";

    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, DatabaseAccess> auditDatabases = new TreeMap<>();
    private final Secrets secrets;
    private String kafkaBootstrap = "";

    ServiceEnvironment(Secrets secrets) {
        this.secrets = secrets;
        variables.put("TRADEPOST_KEY_ENCRYPTION_KEY", secrets.keyEncryptionKey());
        variables.put("TRADEPOST_DATA_KEYS", secrets.dataKeys());
        variables.put("TRADEPOST_ADMIN_EMAIL", secrets.adminEmail());
        variables.put("TRADEPOST_ADMIN_PASSWORD", secrets.adminPassword());
        variables.put("ltpa_keys_password", secrets.ltpaPassword());
        if (System.getenv(WEBHOOKS_TO_LOOPBACK) == null) {
            // Whoever tries webhooks on a laptop receives them there.
            variables.put(WEBHOOKS_TO_LOOPBACK, "true");
        }
    }

    /** Databases of the user's own keep their variables, which the children inherit; the others are local. */
    ServiceEnvironment databases(Optional<PostgresServer> server) {
        for (var layout : DatabaseLayout.ALL) {
            if (layout.externalUrl().isEmpty()) {
                local(layout, server.orElseThrow().port());
            }
        }
        DatabaseLayout.databases().forEach(layout -> auditDatabases.put(layout.service(), audit(layout, server)));
        return this;
    }

    private void local(DatabaseLayout layout, int port) {
        var prefix = layout.environmentPrefix();
        variables.put(prefix + "URL", layout.url(port));
        variables.put(prefix + "USER", layout.serviceRole());
        variables.put(prefix + "PASSWORD", secrets.role(layout.serviceRole()).password());
        variables.put(prefix + "OWNER_USER", layout.ownerRole());
        variables.put(
                prefix + "OWNER_PASSWORD", secrets.role(layout.ownerRole()).password());
    }

    private DatabaseAccess audit(DatabaseLayout layout, Optional<PostgresServer> server) {
        var external = layout.externalUrl();
        if (external.isPresent()) {
            return new DatabaseAccess(
                    external.get(),
                    variable(layout, "AUDIT_USER", "USER"),
                    variable(layout, "AUDIT_PASSWORD", "PASSWORD"));
        }
        return new DatabaseAccess(
                layout.url(server.orElseThrow().port()),
                DatabaseLayout.AUDIT_ROLE,
                secrets.role(DatabaseLayout.AUDIT_ROLE).password());
    }

    private static String variable(DatabaseLayout layout, String preferred, String otherwise) {
        var own = System.getenv(layout.environmentPrefix() + preferred);
        return own != null
                ? own
                : Optional.ofNullable(System.getenv(layout.environmentPrefix() + otherwise))
                        .orElse("");
    }

    ServiceEnvironment kafka(String bootstrap) {
        kafkaBootstrap = bootstrap;
        variables.put(KAFKA, bootstrap);
        return this;
    }

    /** Where each service's own endpoints are. */
    ServiceEnvironment service(String service, int internalPort) {
        variables.put(urlVariable(service), url(service, internalPort));
        return this;
    }

    static String urlVariable(String service) {
        return "TRADEPOST_" + service.toUpperCase(Locale.ROOT) + "_URL";
    }

    static String url(String service, int port) {
        return "http://127.0.0.1:" + port + "/" + service;
    }

    /** What callers are told and tokens name as their issuer: unless it is set already, where the gateway is. */
    ServiceEnvironment publicUrl(String url) {
        if (System.getenv(ISSUER) == null) {
            variables.put(ISSUER, url);
        }
        return this;
    }

    /** The configuration of one server, which is given no other service's secret, except users: it checks them. */
    Map<String, String> variables(String server) {
        var all = new HashMap<>(variables);
        boolean checksSecrets = server.equals("users") || server.equals(LibertyServer.ALL_IN_ONE);
        secrets.clients().forEach((service, secret) -> {
            if (checksSecrets || server.equals(service)) {
                all.put("TRADEPOST_" + service.toUpperCase(Locale.ROOT) + "_CLIENT_SECRET", secret);
            }
        });
        if (server.equals("gateway") || server.equals(LibertyServer.ALL_IN_ONE)) {
            all.put("TRADEPOST_GATEWAY_SIGNING_KEY", secrets.gatewaySigningKey());
        }
        all.put(
                "TRADEPOST_GENERATED",
                all.keySet().stream()
                        .filter(ServiceEnvironment::isSecret)
                        .sorted()
                        .collect(Collectors.joining(",")));
        return all;
    }

    /** By name: every secret here comes from {@link Secrets}, and a server refuses to run in production with one that does. */
    private static boolean isSecret(String variable) {
        return variable.startsWith("TRADEPOST_")
                && (variable.endsWith("PASSWORD")
                        || variable.endsWith("SECRET")
                        || variable.endsWith("_KEY")
                        || variable.endsWith("_KEYS"));
    }

    Connections connections() {
        return new Connections(kafkaBootstrap, Map.copyOf(auditDatabases));
    }
}
