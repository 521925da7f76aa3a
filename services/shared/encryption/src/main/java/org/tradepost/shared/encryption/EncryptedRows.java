package org.tradepost.shared.encryption;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The rows of one table that have an encrypted value. A CDI bean that implements this takes part in key rotation. */
public interface EncryptedRows {

    /** Stands for a key in {@link #countByKey} where a row still has the readable value that an older version wrote. */
    String READABLE = "";

    /** Table and column, such as {@code user_account.phone}. */
    String name();

    /** How many values each key encrypts, by key id. Reads the whole table. */
    Map<String, Long> countByKey();

    /**
     * Encrypts anew, under the current key, what is readable or under another key, of at most {@code limit} rows with greater ids;
     * a row that changes meanwhile is left to its writer, who uses the current key.
     *
     * @return the last row looked at; empty when no such row is left
     */
    Optional<UUID> encryptAnew(UUID after, int limit);
}
