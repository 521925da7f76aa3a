package org.tradepost.shared.encryption;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Which keys this database was ever written with: the table {@code data_key}, with a value that proves that a configured key is
 * the same one. So a key that is missing or mistaken stops the start, rather than the first request that meets one of its rows.
 */
@ApplicationScoped
public class DataKeyRegister {

    private static final int BEFORE_ANY_USE = 50;
    private static final UUID NO_ROW = new UUID(0, 0);

    private final Jdbi jdbi;
    private final FieldEncryption encryption;
    private final Iterable<EncryptedRows> tables;

    @Inject
    public DataKeyRegister(Jdbi jdbi, FieldEncryption encryption, @Any Instance<EncryptedRows> tables) {
        this(jdbi, encryption, (Iterable<EncryptedRows>) tables);
    }

    public DataKeyRegister(Jdbi jdbi, FieldEncryption encryption, Iterable<EncryptedRows> tables) {
        this.jdbi = jdbi;
        this.encryption = encryption;
        this.tables = tables;
    }

    /** For the container's proxy only. */
    protected DataKeyRegister() {
        this(null, null, (Iterable<EncryptedRows>) null);
    }

    void onStartup(@Observes @Priority(BEFORE_ANY_USE) Startup event) {
        check();
    }

    /**
     * Registers new keys and forgets those that are neither configured nor needed.
     *
     * @throws IllegalStateException naming the setting when a key that is needed is missing, or is not the one it was
     */
    public void check() {
        for (String id : encryption.keys().ids()) {
            // Under the key itself, not the current one.
            String proof = encryption.keys().find(id).orElseThrow().seal(id, header -> header.keyID(id)
                    .customParam("cell", cell(id).toString()));
            jdbi.useHandle(h ->
                    h.execute("INSERT INTO data_key (key_id, proof) VALUES (?, ?) ON CONFLICT DO NOTHING", id, proof));
        }
        Map<String, String> known = jdbi.withHandle(h -> h.createQuery("SELECT key_id, proof FROM data_key")
                .reduceRows(new HashMap<String, String>(), (all, row) -> {
                    all.put(row.getColumn("key_id", String.class), row.getColumn("proof", String.class));
                    return all;
                }));
        known.forEach((id, proof) -> {
            if (encryption.keys().ids().contains(id)) {
                requireSame(id, proof);
            } else {
                forgetUnlessNeeded(id);
            }
        });
    }

    private void requireSame(String id, String proof) {
        try {
            encryption.open(cell(id), proof);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    DataKeys.SETTING + ": the key " + id + " is not the one under which stored values were encrypted");
        }
    }

    private void forgetUnlessNeeded(String id) {
        List<String> needed = new ArrayList<>();
        for (EncryptedRows table : tables) {
            long values = table.countByKey().getOrDefault(id, 0L);
            if (values > 0) {
                needed.add(values + " of " + table.name());
            }
        }
        if (!needed.isEmpty()) {
            throw new IllegalStateException(DataKeys.SETTING + " lacks the key " + id
                    + ", under which values are still encrypted: " + String.join(", ", needed));
        }
        jdbi.useHandle(h -> h.execute("DELETE FROM data_key WHERE key_id = ?", id));
    }

    private static Cell cell(String id) {
        return new Cell("data_key." + id, NO_ROW);
    }
}
