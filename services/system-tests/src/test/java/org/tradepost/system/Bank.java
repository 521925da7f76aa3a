package org.tradepost.system;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.tradepost.cli.platform.DatabaseAccess;
import org.tradepost.cli.platform.Platform;

/** What the sandbox provider really took and gave back, by its own books. */
record Bank(DatabaseAccess books) {

    static Bank of(Platform platform) {
        return new Bank(platform.installation().auditDatabase("payments"));
    }

    long charges(String order) {
        return number("SELECT count(*) FROM bank.audit_charge WHERE order_ref = ? AND status = 'CHARGED'", order);
    }

    long refunds(String order) {
        return number("SELECT count(*) FROM bank.audit_refund WHERE order_ref = ?", order);
    }

    long kept(String order) {
        long charged = number(
                "SELECT coalesce(sum(amount_minor), 0) FROM bank.audit_charge"
                        + " WHERE order_ref = ? AND status = 'CHARGED'",
                order);
        return charged
                - number("SELECT coalesce(sum(amount_minor), 0) FROM bank.audit_refund WHERE order_ref = ?", order);
    }

    private long number(String query, String order) {
        try (Connection connection = DriverManager.getConnection(books.url(), books.user(), books.password());
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, order);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
