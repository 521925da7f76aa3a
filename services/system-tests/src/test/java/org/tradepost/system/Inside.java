package org.tradepost.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tradepost.cli.platform.Installation;

/** What nobody outside has: the services' own ports and client secrets, and the key that signs access tokens. */
final class Inside {

    /** Those that have a port and a client secret; the gateway calls with the latter, too. */
    static final List<String> SERVICES = List.of("users", "catalog", "orders", "payments", "gateway");

    /** The name of the server that holds them all, where there is but one. */
    static final String ALL_IN_ONE = "tradepost";

    /** Before a token ends, with time left for the longest test. */
    private static final Duration FRESH = Duration.ofMinutes(8);

    private static final Map<String, Token> TOKENS = new ConcurrentHashMap<>();

    private record Token(String text, Instant since) {

        boolean isFresh() {
            return since.plus(FRESH).isAfter(Instant.now());
        }
    }

    private Inside() {}

    /** Base of a service's endpoints on its own port, past the gateway. */
    static URI portOf(String service) {
        return URI.create(installation().state().internalUrl(service).orElseThrow());
    }

    /** An access token that says that its bearer is this service. */
    static String tokenOf(String service) {
        return TOKENS.compute(
                        service,
                        (same, known) ->
                                known != null && known.isFresh() ? known : new Token(newToken(service), Instant.now()))
                .text();
    }

    /** The private key behind a key id of {@code /oauth2/jwks}. */
    static RSAKey signingKey(String keyId) throws Exception {
        JsonNode secrets = secrets();
        try (var connection = databaseOf("users");
                var select = connection.prepareStatement("SELECT jwe FROM signing_key WHERE kid = ?")) {
            select.setString(1, keyId);
            try (var rows = select.executeQuery()) {
                rows.next();
                JWEObject sealed = JWEObject.parse(rows.getString(1));
                sealed.decrypt(new DirectDecrypter(Base64.getDecoder()
                        .decode(secrets.path("keyEncryptionKey").asText())));
                return RSAKey.parse(sealed.getPayload().toString());
            }
        }
    }

    /** A service's database as the service itself sees it. */
    static Connection databaseOf(String service) throws SQLException {
        return DriverManager.getConnection(
                installation().auditDatabase(service).url(),
                service,
                secrets().at("/roles/" + service).asText());
    }

    private static String newToken(String service) {
        String secret = secrets().path("clients").path(service).asText();
        String form = "grant_type=client_credentials&client_id=service-" + service + "&client_secret="
                + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return Api.anonymous()
                .withHeader("Content-Type", "application/x-www-form-urlencoded")
                .send("POST", "/oauth2/token", form)
                .expect(200)
                .text("access_token");
    }

    private static JsonNode secrets() {
        try {
            return Api.JSON.readTree(
                    installation().home().resolve("secrets.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Installation installation() {
        return Deployment.get().platform().installation();
    }
}
