package org.tradepost.shared.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.postgresql.ds.PGSimpleDataSource;
import org.tradepost.shared.rest.DebugLog;

/**
 * One relay per service sends at a time: the holder of a session-level advisory lock on a connection of its own. A leader that
 * lost its connection unnoticed is fenced by Kafka through the {@code transactional.id} it shares with its successor.
 */
final class RelayLeadership {

    private static final Logger LOG = Logger.getLogger(RelayLeadership.class.getName());
    private static final long LOCK = 0x7472616465706F73L;
    private static final int VALID_TIMEOUT_SECONDS = 2;

    private final PGSimpleDataSource dataSource = new PGSimpleDataSource();
    private Connection connection;

    RelayLeadership(Config config, String service) {
        String prefix = "tradepost." + service + ".db.";
        dataSource.setUrl(config.getValue(prefix + "url", String.class));
        dataSource.setUser(config.getValue(prefix + "user", String.class));
        dataSource.setPassword(config.getValue(prefix + "password", String.class));
        dataSource.setTcpKeepAlive(true);
        dataSource.setApplicationName("tradepost-relay-" + service);
    }

    /** Whether this process is, or now became, the leader. */
    boolean hold() throws SQLException {
        if (connection != null && connection.isValid(VALID_TIMEOUT_SECONDS)) {
            return true;
        }
        release();
        Connection candidate = dataSource.getConnection();
        try (PreparedStatement statement = candidate.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, LOCK);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getBoolean(1)) {
                    connection = candidate;
                    return true;
                }
            }
        }
        candidate.close();
        return false;
    }

    void release() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            DebugLog.fine(LOG, "closing the leadership connection", e);
        }
        connection = null;
    }
}
