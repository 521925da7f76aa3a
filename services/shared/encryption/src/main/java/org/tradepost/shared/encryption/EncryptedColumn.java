package org.tradepost.shared.encryption;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** An encrypted column; older versions may have written its values readable into other columns of the same row. */
public final class EncryptedColumn implements EncryptedRows {

    private static final Logger LOG = Logger.getLogger(EncryptedColumn.class.getName());

    /**
     * Where values are. All of it is SQL of our own, never input.
     *
     * @param name the column's name in {@link Cell}s
     * @param table the table
     * @param id its key, a uuid
     * @param sealed the column of encrypted values
     * @param keyId the column of their key ids
     * @param readable an expression for the text to encrypt, of what an older version wrote; null where there is nothing
     * @param readableColumns the columns that are emptied once the text is encrypted; none where no version wrote any
     */
    public record Layout(
            String name,
            String table,
            String id,
            String sealed,
            String keyId,
            String readable,
            List<String> readableColumns) {

        String of(String sql) {
            return sql.replace("{table}", table)
                    .replace("{id}", id)
                    .replace("{sealed}", sealed)
                    .replace("{keyId}", keyId)
                    .replace("{readable}", readable)
                    .replace(
                            "{emptied}",
                            readableColumns.stream()
                                    .map(column -> ", " + column + " = NULL")
                                    .collect(Collectors.joining()));
        }
    }

    private record Row(UUID id, String sealed, String readable) {}

    private final Jdbi jdbi;
    private final FieldEncryption encryption;
    private final Layout layout;

    public EncryptedColumn(Jdbi jdbi, FieldEncryption encryption, Layout layout) {
        this.jdbi = jdbi;
        this.encryption = encryption;
        this.layout = layout;
    }

    @Override
    public String name() {
        return layout.name();
    }

    @Override
    public Map<String, Long> countByKey() {
        return jdbi.withHandle(h -> h.createQuery(
                        layout.of(
                                """
                        SELECT CASE WHEN {readable} IS NOT NULL THEN '' ELSE {keyId} END AS key_id, count(*) AS n
                        FROM {table} WHERE {readable} IS NOT NULL OR {sealed} IS NOT NULL GROUP BY 1"""))
                .reduceRows(new HashMap<String, Long>(), (all, row) -> {
                    all.put(row.getColumn("key_id", String.class), row.getColumn("n", Long.class));
                    return all;
                }));
    }

    @Override
    public Optional<UUID> encryptAnew(UUID after, int limit) {
        List<Row> rows = jdbi.withHandle(h -> h.createQuery(
                        layout.of(
                                """
                        SELECT {id} AS id, {sealed} AS sealed, {readable} AS readable FROM {table}
                        WHERE {id} > :after
                          AND ({readable} IS NOT NULL OR ({sealed} IS NOT NULL AND {keyId} <> :current))
                        ORDER BY {id} LIMIT :limit"""))
                .bind("after", after)
                .bind("current", encryption.keys().currentId())
                .bind("limit", limit)
                .map((r, c) -> new Row(r.getObject("id", UUID.class), r.getString("sealed"), r.getString("readable")))
                .list());
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        jdbi.useHandle(h -> {
            PreparedBatch batch = h.prepareBatch(
                    layout.of(
                            """
                    UPDATE {table} SET {sealed} = :new, {keyId} = :keyId{emptied}
                    WHERE {id} = :id AND {sealed} IS NOT DISTINCT FROM :sealed
                      AND {readable} IS NOT DISTINCT FROM :readable"""));
            rows.forEach(row -> anew(row).ifPresent(fresh -> batch.bind("new", fresh.text())
                    .bind("keyId", fresh.keyId())
                    .bind("id", row.id())
                    .bind("sealed", row.sealed())
                    .bind("readable", row.readable())
                    .add()));
            if (batch.size() > 0) {
                batch.execute();
            }
        });
        return Optional.of(rows.get(rows.size() - 1).id());
    }

    /** Empty for a value that does not open: it must not keep the others from the new key. */
    private Optional<FieldEncryption.Sealed> anew(Row row) {
        Cell cell = new Cell(layout.name(), row.id());
        try {
            // An older version that still runs beside this one writes the readable column: it is the newer value.
            String plain = row.readable() != null ? row.readable() : encryption.open(cell, row.sealed());
            return Optional.of(encryption.seal(cell, plain));
        } catch (IllegalStateException e) {
            LOG.log(Level.SEVERE, "a value stays under its old key", e);
            return Optional.empty();
        }
    }
}
