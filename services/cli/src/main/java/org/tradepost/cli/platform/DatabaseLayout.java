package org.tradepost.cli.platform;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.tradepost.shared.database.Migrations;

/**
 * Which databases, schemas and roles a platform has. Each schema belongs to one service: its owner role migrates it, its
 * service role may read and write rows.
 */
record DatabaseLayout(String service, String database, String schema) {
    /** Those of every service; the sandbox bank lives beside payments, in a schema and under roles of its own. */
    static final List<DatabaseLayout> ALL = List.of(
            new DatabaseLayout("users", "users", "public"),
            new DatabaseLayout("catalog", "catalog", "public"),
            new DatabaseLayout("orders", "orders", "public"),
            new DatabaseLayout("payments", "payments", "public"),
            new DatabaseLayout("bank", "payments", "bank"));

    static final String AUDIT_ROLE = Migrations.AUDIT_ROLE;

    static Stream<String> roleNames() {
        return Stream.concat(
                ALL.stream().flatMap(l -> Stream.of(l.ownerRole(), l.serviceRole())), Stream.of(AUDIT_ROLE));
    }

    /** Databases that {@code verify} reads, each once. */
    static Stream<DatabaseLayout> databases() {
        return ALL.stream().filter(layout -> layout.service().equals(layout.database()));
    }

    String ownerRole() {
        return service + "_owner";
    }

    String serviceRole() {
        return service;
    }

    String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?currentSchema=" + schema;
    }

    String environmentPrefix() {
        return "TRADEPOST_" + service.toUpperCase(Locale.ROOT) + "_DB_";
    }

    /** The URL of a database of the user's own, in place of the local one. */
    Optional<String> externalUrl() {
        return Optional.ofNullable(System.getenv(environmentPrefix() + "URL")).filter(url -> !url.isBlank());
    }
}
