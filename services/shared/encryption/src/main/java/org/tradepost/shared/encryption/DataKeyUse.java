package org.tradepost.shared.encryption;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many values each key encrypts: what an operator looks at before removing one. */
@ApplicationScoped
public class DataKeyUse {

    /**
     * What one service has encrypted.
     *
     * @param currentKeyId the key that encrypts
     * @param keys every configured key
     * @param readable values that an older version left readable and that are still to be encrypted
     */
    public record Report(String currentKeyId, List<KeyUse> keys, long readable) {}

    /** One key; {@code removable} once nothing needs it. */
    public record KeyUse(String keyId, boolean current, long values, boolean removable) {}

    private final FieldEncryption encryption;
    private final Iterable<EncryptedRows> tables;

    @Inject
    public DataKeyUse(FieldEncryption encryption, @Any Instance<EncryptedRows> tables) {
        this(encryption, (Iterable<EncryptedRows>) tables);
    }

    public DataKeyUse(FieldEncryption encryption, Iterable<EncryptedRows> tables) {
        this.encryption = encryption;
        this.tables = tables;
    }

    /** For the container's proxy only. */
    protected DataKeyUse() {
        this(null, (Iterable<EncryptedRows>) null);
    }

    /** Counts; reads the tables as a whole. */
    public Report report() {
        Map<String, Long> values = new TreeMap<>();
        for (EncryptedRows table : tables) {
            table.countByKey().forEach((id, count) -> values.merge(id, count, Long::sum));
        }
        String current = encryption.keys().currentId();
        List<KeyUse> keys = new ArrayList<>();
        for (String id : encryption.keys().ids()) {
            long count = values.getOrDefault(id, 0L);
            keys.add(new KeyUse(id, id.equals(current), count, count == 0 && !id.equals(current)));
        }
        return new Report(current, List.copyOf(keys), values.getOrDefault(EncryptedRows.READABLE, 0L));
    }
}
