package org.tradepost.cli.platform;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.tradepost.shared.database.DatabaseProvisioning.Role;

/**
 * Everything secret of one platform: random, made at its first start, kept in {@code secrets.json} with mode 0600, and the
 * same at every later start.
 *
 * @param keyEncryptionKey base64 of 256 bits, under which users encrypts its stored signing key
 * @param roles password of each database role
 */
record Secrets(
        String adminEmail,
        String adminPassword,
        String serviceToken,
        String keyEncryptionKey,
        String ltpaPassword,
        String controlToken,
        String databaseSuperuserPassword,
        Map<String, String> roles) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BITS_256 = 32;

    Secrets {
        roles = Map.copyOf(roles);
    }

    static Secrets loadOrCreate(Path file) {
        return PrivateJson.read(file, Secrets.class).orElseGet(() -> {
            var created = create();
            PrivateJson.write(file, created);
            return created;
        });
    }

    private static Secrets create() {
        var roles = new TreeMap<String, String>();
        DatabaseLayout.roleNames().forEach(role -> roles.put(role, token()));
        return new Secrets(
                "admin@tradepost.local",
                // The users service asks for an upper-case and a lower-case letter, a digit and a special character.
                token() + "-Aa1",
                token(),
                Base64.getEncoder().encodeToString(bytes()),
                token(),
                token(),
                token(),
                roles);
    }

    Role role(String name) {
        return new Role(name, roles.get(name));
    }

    private static String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }

    private static byte[] bytes() {
        var bytes = new byte[BITS_256];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "Secrets[...]";
    }
}
