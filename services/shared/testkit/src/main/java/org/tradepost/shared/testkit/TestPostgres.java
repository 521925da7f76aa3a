package org.tradepost.shared.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;
import org.tradepost.shared.database.DatabaseProvisioning;
import org.tradepost.shared.database.DatabaseProvisioning.Role;
import org.tradepost.shared.database.Migrations;

/** One PostgreSQL server per test JVM, stopped with it; every {@link #database} is a new one. */
public final class TestPostgres {

    private static final String PASSWORD = "test-only";
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final Logger MIGRATION_LOG = Logger.getLogger("org.flywaydb");
    private static TestPostgres instance;

    private final EmbeddedPostgres server;

    private TestPostgres() throws IOException {
        MIGRATION_LOG.setLevel(Level.SEVERE);
        server = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .start();
    }

    /** The server of this JVM, started on first use. */
    public static synchronized TestPostgres start() {
        if (instance == null) {
            try {
                instance = new TestPostgres();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    instance.server.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        }
        return instance;
    }

    /**
     * A new, provisioned and migrated database for a service, in its {@code public} schema. Whichever test makes the service write an
     * event of a type that has no schema, is stopped there by a constraint that production does not have.
     */
    public TestDatabase database(String service) {
        TestDatabase database = database(service, "public", "classpath:db/migration", "classpath:db/shared");
        Set<String> types = EventSchemas.typesToSend();
        if (!types.isEmpty()) {
            String list = types.stream().map(type -> "'" + type + "'").collect(Collectors.joining(", "));
            database.ownerJdbi()
                    .useHandle(h -> h.execute("alter table outbox add constraint event_type_has_a_schema"
                            + " check (coalesce(payload::json ->> 'type', '') in (" + list + "))"));
        }
        return database;
    }

    /** A new database whose named schema has been migrated from the given locations. */
    public TestDatabase database(String service, String schema, String... locations) {
        String name = service + "_" + COUNTER.incrementAndGet();
        Role owner = new Role(name + "_owner", PASSWORD);
        Role app = new Role(name, PASSWORD);
        roles(owner, app, new Role(Migrations.AUDIT_ROLE, PASSWORD));
        try (Connection superuser = server.getPostgresDatabase().getConnection()) {
            new DatabaseProvisioning(superuser).database(name, owner);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        addSchema(name, schema, owner, app, locations);
        return new TestDatabase(url(name, schema), owner, app, this);
    }

    void roles(Role... roles) {
        try (Connection superuser = server.getPostgresDatabase().getConnection()) {
            DatabaseProvisioning provisioning = new DatabaseProvisioning(superuser);
            for (Role role : roles) {
                provisioning.role(role);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void addSchema(String database, String schema, Role owner, Role app, String... locations) {
        try (Connection connection = server.getDatabase("postgres", database).getConnection()) {
            DatabaseProvisioning.schema(connection, database, schema, owner, app);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        new Migrations(url(database, schema), owner.name(), owner.password(), app.name()).run(locations);
    }

    private String url(String database, String schema) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database + "?currentSchema=" + schema;
    }

    static PGSimpleDataSource dataSource(String url, Role role) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(role.name());
        dataSource.setPassword(role.password());
        return dataSource;
    }
}
