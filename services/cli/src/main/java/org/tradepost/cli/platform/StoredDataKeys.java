package org.tradepost.cli.platform;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.tradepost.cli.CommandFailure;

/** The keys that encrypt personal data, as the platform keeps them between its starts. Services read them when they start. */
public final class StoredDataKeys {
    private final Path file;

    StoredDataKeys(Path file) {
        this.file = file;
    }

    public static StoredDataKeys of(Installation installation) {
        return new StoredDataKeys(installation.secretsFile());
    }

    /** The ids of the keys; the first encrypts from the next start on. */
    public List<String> ids() {
        return entries().stream().map(StoredDataKeys::id).toList();
    }

    /**
     * Puts a new random key first and keeps the others, which are needed for what they encrypted.
     *
     * @return its id
     */
    public String addCurrent() {
        var key = Secrets.newDataKey();
        store(key + "," + String.join(",", entries()));
        return id(key);
    }

    /** Forgets all keys but the first. What is encrypted under another cannot be read any more. */
    public void forgetAllButCurrent() {
        store(entries().get(0));
    }

    private List<String> entries() {
        return Arrays.stream(secrets().dataKeys().split(",")).map(String::strip).toList();
    }

    private void store(String keys) {
        PrivateJson.write(file, secrets().withDataKeys(keys));
    }

    private Secrets secrets() {
        return PrivateJson.read(file, Secrets.class)
                .orElseThrow(() -> new CommandFailure("There is no platform here yet; start one with ./tradepost up."));
    }

    private static String id(String entry) {
        return entry.substring(0, entry.indexOf(':'));
    }
}
