package org.tradepost.users.testing;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.testkit.TestDatabase;

/** A transaction as the container would open it around a use case: every handle inside it uses its one connection. */
public final class OpenTransaction implements AutoCloseable {

    private final Connection connection;
    private final Jdbi jdbi;

    private OpenTransaction(Connection connection) {
        this.connection = connection;
        this.jdbi = Jdbi.create(connection);
    }

    public static OpenTransaction begin(TestDatabase database) throws SQLException {
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        return new OpenTransaction(connection);
    }

    /** Makes waiting for a lock fail at once, so that a test can see that there would be a wait. */
    public OpenTransaction withoutWaiting() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '50ms'");
        }
        return this;
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
