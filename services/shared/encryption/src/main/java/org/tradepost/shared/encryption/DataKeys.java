package org.tradepost.shared.encryption;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The keys of {@code TRADEPOST_DATA_KEYS}: {@code id:base64}, separated by commas. The first encrypts, all of them decrypt.
 */
public final class DataKeys {

    /** The setting, as an environment variable. */
    public static final String SETTING = "TRADEPOST_DATA_KEYS";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Map<String, EncryptionKey> keys;
    private final String current;

    private DataKeys(Map<String, EncryptionKey> keys) {
        this.keys = keys;
        this.current = keys.keySet().iterator().next();
    }

    /** @throws IllegalStateException naming the setting, never its value, when it cannot be used */
    public static DataKeys parse(String setting) {
        Map<String, EncryptionKey> keys = new LinkedHashMap<>();
        for (String entry : setting.split(",", -1)) {
            String[] parts = entry.strip().split(":", -1);
            if (parts.length != 2 || !ID.matcher(parts[0]).matches()) {
                throw new IllegalStateException(SETTING + " must be keyId:base64 of 256 bits, one or more of them"
                        + " separated by commas, the current key first");
            }
            if (keys.put(parts[0], EncryptionKey.ofBase64(SETTING, parts[1])) != null) {
                throw new IllegalStateException(SETTING + " has the key id " + parts[0] + " twice");
            }
        }
        return new DataKeys(keys);
    }

    /** The id of the key that encrypts. */
    public String currentId() {
        return current;
    }

    EncryptionKey current() {
        return keys.get(current);
    }

    Optional<EncryptionKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** In the order of the setting. */
    public Set<String> ids() {
        return Collections.unmodifiableSet(keys.keySet());
    }
}
