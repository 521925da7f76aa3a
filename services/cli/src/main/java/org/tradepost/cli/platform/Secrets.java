package org.tradepost.cli.platform;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.tradepost.shared.database.DatabaseProvisioning.Role;

/**
 * Everything secret of one platform: random, made at its first start, kept in {@code secrets.json} with mode 0600, and the
 * same at every later start.
 *
 * @param keyEncryptionKey base64 of 256 bits, under which users encrypts its stored signing key
 * @param roles password of each database role
 * @param dataKeys the keys that encrypt personal data, as {@code TRADEPOST_DATA_KEYS} has them
 * @param clients secret with which each service gets its access tokens
 * @param tlsPassword of the key store with the gateway's certificate
 * @param gatewaySigningKey private JWK with which the gateway signs its answers
 */
record Secrets(
        String adminEmail,
        String adminPassword,
        String keyEncryptionKey,
        String ltpaPassword,
        String controlToken,
        String databaseSuperuserPassword,
        Map<String, String> roles,
        String dataKeys,
        Map<String, String> clients,
        String tlsPassword,
        String gatewaySigningKey) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BITS_256 = 32;

    Secrets {
        roles = Map.copyOf(roles);
        // Absent from those of an older version.
        dataKeys = dataKeys == null ? newDataKey() : dataKeys;
        clients = withEveryService(clients == null ? Map.of() : clients);
        tlsPassword = tlsPassword == null ? token() : tlsPassword;
        gatewaySigningKey = gatewaySigningKey == null ? P256Jwk.generate() : gatewaySigningKey;
    }

    static Secrets loadOrCreate(Path file) {
        var secrets = PrivateJson.read(file, Secrets.class).orElseGet(Secrets::create);
        // Also those of an older version, with what this one added.
        PrivateJson.write(file, secrets);
        return secrets;
    }

    private static Map<String, String> withEveryService(Map<String, String> known) {
        var all = new TreeMap<>(known);
        LibertyServer.SERVICES.forEach(service -> all.computeIfAbsent(service, name -> token()));
        return Map.copyOf(all);
    }

    private static Secrets create() {
        var roles = new TreeMap<String, String>();
        DatabaseLayout.roleNames().forEach(role -> roles.put(role, token()));
        return new Secrets(
                "admin@tradepost.local",
                // The users service asks for an upper-case and a lower-case letter, a digit and a special character.
                token() + "-Aa1",
                Base64.getEncoder().encodeToString(bytes()),
                token(),
                token(),
                token(),
                roles,
                newDataKey(),
                null,
                null,
                null);
    }

    Role role(String name) {
        return new Role(name, roles.get(name));
    }

    /** The same with other keys for personal data. */
    Secrets withDataKeys(String keys) {
        return new Secrets(
                adminEmail,
                adminPassword,
                keyEncryptionKey,
                ltpaPassword,
                controlToken,
                databaseSuperuserPassword,
                roles,
                keys,
                clients,
                tlsPassword,
                gatewaySigningKey);
    }

    /** A key of 256 random bits under an id that no other key has. */
    static String newDataKey() {
        var id = new byte[6];
        RANDOM.nextBytes(id);
        return "d" + HexFormat.of().formatHex(id) + ":" + Base64.getEncoder().encodeToString(bytes());
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
