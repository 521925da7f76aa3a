package org.tradepost.shared.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Creates what a service needs on a PostgreSQL server that Tradepost runs itself: a database, an owner role for migrations, and
 * a role for the running service that may read and write rows but own nothing. Every step can be repeated.
 */
public final class DatabaseProvisioning {

    /** A role and its password. */
    public record Role(String name, String password) {}

    private final Connection superuser;

    /**
     * @param superuser an auto-committing connection to the server's {@code postgres} database
     */
    public DatabaseProvisioning(Connection superuser) {
        this.superuser = superuser;
    }

    /** Creates the role, or gives an existing one this password. */
    public void role(Role role) throws SQLException {
        String verb = exists("select 1 from pg_roles where rolname = '" + role.name() + "'") ? "alter" : "create";
        execute(superuser, verb + " role " + identifier(role.name()) + " login password " + literal(role.password()));
    }

    /** Creates the database, owned by the owner, closed to everybody else but the named roles. */
    public void database(String name, Role owner) throws SQLException {
        if (!exists("select 1 from pg_database where datname = '" + name + "'")) {
            execute(superuser, "create database " + identifier(name) + " owner " + identifier(owner.name()));
        }
        execute(superuser, "revoke all on database " + identifier(name) + " from public");
    }

    /**
     * Lets the service's role work in a schema of the database, and the audit role look something up in it.
     *
     * @param database a superuser connection to that database
     */
    public static void schema(Connection database, String databaseName, String schema, Role owner, Role service)
            throws SQLException {
        String app = identifier(service.name());
        String audit = identifier(Migrations.AUDIT_ROLE);
        String schemaName = identifier(schema);
        String forOwner = "alter default privileges for role " + identifier(owner.name()) + " in schema " + schemaName;
        execute(database, "create schema if not exists " + schemaName + " authorization " + identifier(owner.name()));
        execute(database, "alter schema " + schemaName + " owner to " + identifier(owner.name()));
        execute(
                database,
                "grant connect on database " + identifier(databaseName) + " to " + app + ", " + audit + ", "
                        + identifier(owner.name()));
        execute(database, "grant usage on schema " + schemaName + " to " + app + ", " + audit);
        execute(database, forOwner + " grant select, insert, update, delete on tables to " + app);
        execute(database, forOwner + " grant usage, select on sequences to " + app);
        execute(database, forOwner + " grant execute on functions to " + app);
    }

    private boolean exists(String query) throws SQLException {
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
