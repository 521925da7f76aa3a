package org.tradepost.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradepost.shared.encryption.DataKeys;
import org.tradepost.shared.signing.SignatureAlgorithm;
import org.tradepost.shared.signing.SigningKey;

class SecretsTest {
    @TempDir
    Path home;

    @Test
    void a_data_key_is_made_once_and_is_one_that_services_accept() {
        var file = home.resolve("secrets.json");
        var made = Secrets.loadOrCreate(file);
        assertThat(DataKeys.parse(made.dataKeys()).ids()).hasSize(1);
        assertThat(Secrets.loadOrCreate(file).dataKeys()).isEqualTo(made.dataKeys());
    }

    @Test
    void secrets_of_an_older_version_get_a_data_key_and_keep_it() throws IOException {
        var file = home.resolve("secrets.json");
        Secrets.loadOrCreate(file);
        var older = (ObjectNode) PrivateJson.JSON.readTree(file.toFile());
        older.remove("dataKeys");
        PrivateJson.write(file, older);

        var loaded = Secrets.loadOrCreate(file);
        assertThat(DataKeys.parse(loaded.dataKeys()).ids()).hasSize(1);
        assertThat(loaded.adminPassword()).isEqualTo(older.path("adminPassword").asText());
        assertThat(Secrets.loadOrCreate(file).dataKeys()).isEqualTo(loaded.dataKeys());
        assertThat(Files.readString(file)).contains(loaded.dataKeys());
    }

    @Test
    void secret_that_an_older_home_lacks_is_added_and_kept() throws Exception {
        var file = home.resolve("secrets.json");
        var before = Secrets.loadOrCreate(file);
        var json = (ObjectNode) PrivateJson.JSON.readTree(Files.readAllBytes(file));
        json.remove("tlsPassword");
        json.remove("gatewaySigningKey");
        Files.write(file, PrivateJson.JSON.writeValueAsBytes(json));

        var after = Secrets.loadOrCreate(file);

        assertThat(after.tlsPassword()).hasSizeGreaterThan(40);
        assertThat(SigningKey.fromJwk(after.gatewaySigningKey(), null).algorithm())
                .isEqualTo(SignatureAlgorithm.ECDSA_P256_SHA256);
        assertThat(after.adminPassword()).isEqualTo(before.adminPassword());
        assertThat(after.roles()).isEqualTo(before.roles());
        assertThat(Secrets.loadOrCreate(file)).isEqualTo(after);
    }
}
