package org.tradepost.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsKeysTest {
    @TempDir
    Path home;

    @Test
    void certificate_is_for_this_machine_and_stays_the_same() throws Exception {
        new TlsKeys(home, "a random password").prepare();
        var first = certificate();

        new TlsKeys(home, "a random password").prepare();

        assertThat(certificate()).isEqualTo(first);
        assertThat(first.getSubjectAlternativeNames().stream().map(name -> name.get(1)))
                .isEqualTo(List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));
        assertThat(first.getPublicKey().getAlgorithm()).isEqualTo("EC");
        assertThat(first.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        first.checkValidity();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keystore())))
                .isEqualTo("rw-------");
    }

    @Test
    void key_store_of_another_password_or_damaged_is_made_anew() throws Exception {
        new TlsKeys(home, "a random password").prepare();
        var first = certificate();
        new TlsKeys(home, "another password").prepare();
        var second = certificate();
        assertThat(second).isNotEqualTo(first);

        Files.writeString(keystore(), "no key store");
        new TlsKeys(home, "another password").prepare();
        assertThat(certificate()).isNotEqualTo(second);
    }

    private Path keystore() {
        return TlsKeys.folder(home).resolve("gateway.p12");
    }

    private X509Certificate certificate() throws IOException, GeneralSecurityException {
        try (var pem = Files.newInputStream(TlsKeys.folder(home).resolve("gateway.pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }
}
