package org.tradepost.shared.production;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Whether a PostgreSQL keeps what it has acknowledged, whatever is switched off. */
public final class Durability {

    private static final List<String> MUST_BE_ON = List.of("fsync", "full_page_writes", "synchronous_commit");

    private Durability() {}

    /**
     * Asks the database itself, as the service's own role sees it.
     *
     * @throws SQLException when it cannot be asked
     */
    public static List<Finding> findings(DataSource database) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : MUST_BE_ON) {
                try (ResultSet rows = statement.executeQuery("SELECT current_setting('" + setting + "')")) {
                    rows.next();
                    // synchronous_commit has stronger values than on, and one that only waits for other machines'
                    // memory.
                    String value = rows.getString(1);
                    if (!List.of("on", "remote_apply").contains(value)) {
                        findings.add(new Finding("PostgreSQL's " + setting, "must be on"));
                    }
                }
            }
        }
        return findings;
    }
}
