package org.tradepost.shared.database;

import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.Flyway;

/**
 * Flyway migrations of one schema, run with the owner's credentials. They see two placeholders: {@code ${appRole}}, the role that
 * the service works with, and {@code ${auditRole}}, the role that reads the {@code audit_*} views.
 *
 * @param url JDBC URL
 * @param ownerUser role that owns the schema
 * @param ownerPassword its password
 * @param appRole role of the running service; may be the owner where an external database offers only one
 */
public record Migrations(String url, String ownerUser, String ownerPassword, String appRole) {

    /** The role with which {@code tradepost verify} reads the audit views. */
    public static final String AUDIT_ROLE = "tradepost_audit";

    private static final int CONNECT_RETRIES = 30;
    /** Of a newer version, whose schema an older one has to start on after a rollback, or beside it during a rollout. */
    private static final String[] NOT_OURS = {"*:missing", "*:future"};

    /** Those of a service, from {@code tradepost.<service>.db.*}. */
    public static Migrations of(Config config, String service) {
        String prefix = "tradepost." + service + ".db.";
        String user = config.getValue(prefix + "user", String.class);
        Optional<String> owner = config.getOptionalValue(prefix + "owner.user", String.class);
        String password = owner.isPresent() ? "owner.password" : "password";
        return new Migrations(
                config.getValue(prefix + "url", String.class),
                owner.orElse(user),
                config.getValue(prefix + password, String.class),
                user);
    }

    /**
     * Brings the schema up to date; waits a while for a database that is still starting. In Liberty's class loader Flyway finds a
     * location only by an empty file {@code flyway.location} in it;
     * {@code db/callback} has one because Flyway always looks there.
     */
    public void run(String... locations) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(url, ownerUser, ownerPassword)
                .locations(locations)
                .placeholders(Map.of("appRole", appRole, "auditRole", AUDIT_ROLE))
                .outOfOrder(true)
                .ignoreMigrationPatterns(NOT_OURS)
                .connectRetries(CONNECT_RETRIES)
                .connectRetriesInterval(1)
                .load()
                .migrate();
    }
}
