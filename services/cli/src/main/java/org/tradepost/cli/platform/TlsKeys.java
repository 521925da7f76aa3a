package org.tradepost.cli.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tradepost.cli.CommandFailure;

/**
 * Key and certificate of the gateway's HTTPS port on this machine. The certificate is signed by itself and made at the first
 * start, and again when it can no longer be used: it is for this machine's own names and proves nothing to anybody else.
 */
final class TlsKeys {
    private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);
    private static final int VALID_DAYS = 397;
    private static final int KEYTOOL_SECONDS = 60;
    private static final int PEM_LINE = 64;
    private static final String ALIAS = "gateway";
    private static final String PASSWORD_VARIABLE = "TRADEPOST_TLS_KEYSTORE_PASSWORD";

    private final Path keystore;
    private final Path certificate;
    private final String password;

    TlsKeys(Path home, String password) {
        var folder = folder(home);
        this.keystore = folder.resolve("gateway.p12");
        this.certificate = folder.resolve("gateway.pem");
        this.password = password;
    }

    static Path folder(Path home) {
        return home.resolve("tls");
    }

    Path keystore() {
        return keystore;
    }

    /** What clients on this machine must trust, in PEM: the argument of {@code curl --cacert}. */
    Path certificate() {
        return certificate;
    }

    String password() {
        return password;
    }

    /** Makes what is missing, unreadable with this password, or about to end. */
    void prepare() {
        try {
            Files.createDirectories(keystore.getParent());
            if (!isUsable()) {
                Files.deleteIfExists(keystore);
                generate();
                ownerOnly();
            }
            var pem = "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(read().getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
            PrivateJson.writeText(certificate, pem);
        } catch (IOException e) {
            throw StorageFailure.of(keystore, e);
        } catch (GeneralSecurityException e) {
            throw new CommandFailure(keystore + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void ownerOnly() throws IOException {
        if (keystore.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(keystore, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private boolean isUsable() {
        try {
            return Files.exists(keystore)
                    && read().getNotAfter().toInstant().isAfter(Instant.now().plus(RENEWED_BEFORE_END));
        } catch (IOException | GeneralSecurityException damagedOrOfAnotherPassword) {
            return false;
        }
    }

    private X509Certificate read() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keystore)) {
            store.load(file, password.toCharArray());
        }
        if (store.getCertificate(ALIAS) instanceof X509Certificate found) {
            return found;
        }
        throw new GeneralSecurityException("it has no certificate '" + ALIAS + "'");
    }

    private void generate() throws IOException {
        var builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-sigalg",
                "SHA256withECDSA",
                "-dname",
                "CN=localhost, O=Tradepost on this machine",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1",
                "-ext",
                "eku=serverAuth",
                "-validity",
                Integer.toString(VALID_DAYS),
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore.toString(),
                // Not among the arguments, which every user of the machine can see.
                "-storepass:env",
                PASSWORD_VARIABLE));
        builder.environment().put(PASSWORD_VARIABLE, password);
        var process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new CommandFailure("keytool does not end; the HTTPS certificate could not be made.");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while making the HTTPS certificate.", e);
        }
        if (process.exitValue() != 0) {
            throw new CommandFailure("keytool could not make the HTTPS certificate in " + keystore + ".");
        }
    }
}
