package org.tradepost.shared.testkit;

import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.database.Database;
import org.tradepost.shared.database.DatabaseProvisioning.Role;
import org.tradepost.shared.database.Migrations;

/** A migrated database of a test, with connections for each role that production has. */
public final class TestDatabase {

    private final String url;
    private final Role owner;
    private final Role app;
    private final TestPostgres server;

    TestDatabase(String url, Role owner, Role app, TestPostgres server) {
        this.url = url;
        this.owner = owner;
        this.app = app;
        this.server = server;
    }

    public String url() {
        return url;
    }

    public Role owner() {
        return owner;
    }

    /** The role of the running service. */
    public Role app() {
        return app;
    }

    /** Connections of the running service's role. */
    public DataSource dataSource() {
        return TestPostgres.dataSource(url, app);
    }

    /** Jdbi as the running service has it. */
    public Jdbi jdbi() {
        return Database.jdbi(dataSource());
    }

    /** Jdbi of the schema's owner, for tests that must do what the service may not. */
    public Jdbi ownerJdbi() {
        return Database.jdbi(TestPostgres.dataSource(url, owner));
    }

    /** Jdbi of the role that may read the audit views and nothing else. */
    public Jdbi auditJdbi() {
        return Database.jdbi(TestPostgres.dataSource(url, new Role(Migrations.AUDIT_ROLE, owner.password())));
    }

    /** Adds a further schema, with an owner and a service role of its own, to the same database. */
    public TestDatabase withSchema(String schema, String... locations) {
        Role schemaOwner = new Role(owner.name() + "_" + schema, owner.password());
        Role schemaApp = new Role(app.name() + "_" + schema, app.password());
        String database = app.name();
        server.roles(schemaOwner, schemaApp);
        server.addSchema(database, schema, schemaOwner, schemaApp, locations);
        String schemaUrl = url.substring(0, url.indexOf('?')) + "?currentSchema=" + schema;
        return new TestDatabase(schemaUrl, schemaOwner, schemaApp, server);
    }
}
