package org.tradepost.cli.platform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.tradepost.cli.CommandFailure;

/** PostgreSQL's programs, unpacked once from the archive on the class path that fits this machine. */
final class PostgresBinaries {
    static final String MAJOR_VERSION = "18";
    private static final int EXECUTABLE_BITS = 0b001_001_001;

    private final Path folder;
    private final String archive;

    PostgresBinaries(Path home) {
        this.archive = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
        this.folder = home.resolve("postgresql").resolve(MAJOR_VERSION + "-" + archive.replace(".txz", ""));
    }

    static String archiveName(String osName, String osArch) {
        var os = osName.toLowerCase(Locale.ROOT);
        var system = os.contains("mac") ? "darwin" : os.contains("linux") ? "linux" : null;
        var machine =
                switch (osArch) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> null;
                };
        if (system == null || machine == null) {
            throw new CommandFailure(
                    "There is no bundled PostgreSQL for %s on %s; name databases of your own by TRADEPOST_<SERVICE>_DB_URL."
                            .formatted(osName, osArch));
        }
        return "postgres-" + system + "-" + machine + ".txz";
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /** Where processes of these programs are recognised by. */
    Path folder() {
        return folder;
    }

    /** Unpacks beside the final place and moves there as a whole, so that a half unpacked folder is never used. */
    void unpack() {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectories(folder.getParent());
            var draft = Files.createTempDirectory(folder.getParent(), "unpacking");
            try {
                unpackTo(draft);
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                HomeFolder.delete(draft);
            }
        } catch (IOException e) {
            throw StorageFailure.of(folder, e);
        }
    }

    private void unpackTo(Path target) throws IOException {
        try (var resource = open();
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(resource)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("entry outside of the archive: " + entry.getName());
                }
                extract(entry, tar, path);
            }
        }
    }

    private static void extract(TarArchiveEntry entry, InputStream content, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(content, path);
            if ((entry.getMode() & EXECUTABLE_BITS) != 0) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private InputStream open() {
        var resource = PostgresBinaries.class.getResourceAsStream("/" + archive);
        if (resource == null) {
            throw new CommandFailure("This build has no PostgreSQL for this machine (" + archive
                    + "); rebuild it here with: mvn -DskipTests clean package");
        }
        return resource;
    }
}
