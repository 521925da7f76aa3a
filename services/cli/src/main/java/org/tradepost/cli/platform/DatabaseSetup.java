package org.tradepost.cli.platform;

import java.sql.SQLException;
import org.tradepost.cli.CommandFailure;
import org.tradepost.shared.database.DatabaseProvisioning;

/** Gives every service its database, schema and roles on the platform's own PostgreSQL; can be repeated at each start. */
final class DatabaseSetup {
    private final PostgresServer server;
    private final Secrets secrets;

    DatabaseSetup(PostgresServer server, Secrets secrets) {
        this.server = server;
        this.secrets = secrets;
    }

    void run() {
        try (var superuser = server.connect("postgres")) {
            var provisioning = new DatabaseProvisioning(superuser);
            for (var role : DatabaseLayout.roleNames().toList()) {
                provisioning.role(secrets.role(role));
            }
            for (var layout : DatabaseLayout.databases().toList()) {
                provisioning.database(layout.database(), secrets.role(layout.ownerRole()));
            }
            for (var layout : DatabaseLayout.ALL) {
                try (var database = server.connect(layout.database())) {
                    DatabaseProvisioning.schema(
                            database,
                            layout.database(),
                            layout.schema(),
                            secrets.role(layout.ownerRole()),
                            secrets.role(layout.serviceRole()));
                }
            }
        } catch (SQLException e) {
            throw new CommandFailure("PostgreSQL could not be set up: " + e.getMessage(), e);
        }
    }
}
