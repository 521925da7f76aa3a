package org.tradepost.users.oauth.boundary;

import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.tradepost.users.oauth.entity.ClientCredentials;
import org.tradepost.users.oauth.entity.ClientSecret;
import org.tradepost.users.oauth.entity.OAuthError;
import org.tradepost.users.oauth.entity.OAuthRefusal;

/** A form at one of the OAuth endpoints: each parameter at most once (RFC 6749, section 3.2), empty ones as if absent. */
final class TokenForm {

    private static final String BASIC = "basic ";

    private final MultivaluedMap<String, String> parameters;
    private final String authorization;

    TokenForm(MultivaluedMap<String, String> parameters, String authorization) {
        this.parameters = parameters;
        this.authorization = authorization;
        parameters.forEach((name, values) -> {
            if (values.size() > 1) {
                throw new OAuthRefusal(OAuthError.INVALID_REQUEST, "A parameter was sent more than once");
            }
            // RFC 6749, appendix A, allows it nowhere, and PostgreSQL does not know it.
            if (values.getFirst().indexOf('\0') >= 0) {
                throw new OAuthRefusal(OAuthError.INVALID_REQUEST, "A parameter has a character that it cannot have");
            }
        });
    }

    /** @throws OAuthRefusal invalid_request without it */
    String required(String name) {
        return optional(name).orElseThrow(() -> new OAuthRefusal(OAuthError.INVALID_REQUEST, name + " is missing"));
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(parameters.getFirst(name)).filter(value -> !value.isBlank());
    }

    List<String> scope() {
        return optional("scope").stream()
                .flatMap(scope -> Stream.of(scope.split(" ")))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /**
     * client_secret_basic or client_secret_post, but not both (RFC 6749, section 2.3); without either, whoever client_id names.
     *
     * @throws OAuthRefusal invalid_client when nobody is named, invalid_request for both methods at once
     */
    ClientCredentials credentials() {
        Optional<String> secret = optional("client_secret");
        Optional<String> id = optional("client_id");
        if (authorization == null) {
            return new ClientCredentials(
                    id.orElseThrow(TokenForm::unnamed),
                    secret.map(ClientSecret::new).orElse(null));
        }
        if (secret.isPresent()) {
            throw new OAuthRefusal(OAuthError.INVALID_REQUEST, "Authenticate in one way only");
        }
        ClientCredentials basic = basic();
        if (id.isPresent() && !id.get().equals(basic.clientId())) {
            throw new OAuthRefusal(OAuthError.INVALID_REQUEST, "Two different clients are named");
        }
        return basic;
    }

    private ClientCredentials basic() {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            throw unnamed();
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
            String[] pair = text(decoded).split(":", 2);
            if (pair.length == 2) {
                return new ClientCredentials(decoded(pair[0]), new ClientSecret(decoded(pair[1])));
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw unnamed();
        }
        throw unnamed();
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** Both halves are form-encoded first (RFC 6749, section 2.3.1). */
    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static OAuthRefusal unnamed() {
        return new OAuthRefusal(OAuthError.INVALID_CLIENT, "The client must authenticate");
    }
}
