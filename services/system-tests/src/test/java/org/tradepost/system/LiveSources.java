package org.tradepost.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.tradepost.shared.testkit.EtcdServer;

/**
 * Where the platform under test looks for settings that change: a directory as Kubernetes mounts a ConfigMap, and an etcd that is away
 * until a test starts it.
 */
final class LiveSources {

    private static LiveSources current;

    private final Path directory;
    private final EtcdServer etcd;
    private int version;

    private LiveSources() throws IOException {
        Path folder = Files.createTempDirectory("tradepost-live");
        directory = Files.createDirectory(folder.resolve("mounted"));
        etcd = EtcdServer.away(folder.resolve("etcd"));
        mount(Map.of());
    }

    static synchronized LiveSources get() {
        if (current == null) {
            try {
                current = new LiveSources();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return current;
    }

    /** What tells servers of them. */
    Map<String, String> environment() {
        return Map.of("TRADEPOST_CONFIG_DIRECTORY", directory.toString(), "TRADEPOST_CONFIG_ETCD", etcd.url());
    }

    EtcdServer etcd() {
        return etcd;
    }

    /** Changes the ConfigMap: the link is moved to a new directory, as the kubelet does it. */
    void mount(Map<String, String> values) throws IOException {
        version++;
        Path next = Files.createDirectory(directory.resolve("..version-" + version));
        for (Map.Entry<String, String> value : values.entrySet()) {
            Files.writeString(next.resolve(value.getKey()), value.getValue());
        }
        Path link = Files.createSymbolicLink(directory.resolve("..data_tmp"), next.getFileName());
        Files.move(
                link, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
