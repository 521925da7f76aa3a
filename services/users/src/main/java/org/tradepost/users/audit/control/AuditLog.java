package org.tradepost.users.audit.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.tradepost.shared.audit.AuditRecord;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.rest.Json;
import org.tradepost.users.audit.entity.AuditEntry;

/** Reads the list, newest entry first. */
@ApplicationScoped
public class AuditLog {

    /** How many key columns a cursor of this list has: the position. */
    public static final int CURSOR_KEYS = 1;

    private final Jdbi jdbi;

    @Inject
    public AuditLog(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected AuditLog() {
        this(null);
    }

    public Page<AuditEntry> page(AuditFilter filter, PageRequest request) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Map<String, Object> values = new TreeMap<>();
        filter.actor().ifPresent(actor -> narrow(conditions, values, "actor = :actor", "actor", actor));
        filter.action().ifPresent(action -> narrow(conditions, values, "action = :action", "action", action.dotted()));
        filter.object().ifPresent(object -> narrow(conditions, values, "object_id = :object", "object", object));
        filter.from()
                .ifPresent(from -> narrow(conditions, values, "occurred_at >= :from", "from", AuditRecord.text(from)));
        filter.to().ifPresent(to -> narrow(conditions, values, "occurred_at < :to", "to", AuditRecord.text(to)));
        if (!request.isFirst()) {
            narrow(conditions, values, "seq < :after", "after", position(request));
        }
        List<AuditEntry> rows = jdbi.withHandle(handle -> handle.createQuery(
                        """
                        SELECT seq, body, address, encode(previous_hash, 'hex') AS previous, encode(hash, 'hex') AS hash
                        FROM audit_entry LEFT JOIN audit_address USING (entry_id)
                        WHERE %s ORDER BY seq DESC LIMIT :rows
                        """
                                .formatted(String.join(" AND ", conditions)))
                .bindMap(values)
                .bind("rows", request.rowsToRead())
                .map(AuditLog::entry)
                .list());
        return Page.of(rows, request, row -> List.of(Long.toString(row.seq())));
    }

    private static void narrow(
            List<String> conditions, Map<String, Object> values, String condition, String name, Object value) {
        conditions.add(condition);
        values.put(name, value);
    }

    private static long position(PageRequest request) {
        try {
            return Long.parseLong(request.after().get(0));
        } catch (NumberFormatException e) {
            throw PageRequest.badCursor();
        }
    }

    private static AuditEntry entry(ResultSet row, StatementContext context) throws SQLException {
        try {
            return new AuditEntry(
                    row.getLong("seq"),
                    Json.tolerant().readValue(row.getString("body"), AuditRecord.Entry.class),
                    row.getString("address"),
                    row.getString("previous"),
                    row.getString("hash"));
        } catch (JsonProcessingException e) {
            throw new SQLException("entry " + row.getLong("seq") + " of the audit log cannot be read", e);
        }
    }
}
