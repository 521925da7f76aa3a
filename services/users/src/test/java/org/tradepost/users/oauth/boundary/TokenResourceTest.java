package org.tradepost.users.oauth.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.users.oauth.control.AuthenticateClient;
import org.tradepost.users.oauth.control.GrantToClient;
import org.tradepost.users.oauth.control.RefreshSession;
import org.tradepost.users.oauth.entity.Client;
import org.tradepost.users.oauth.entity.ClientCredentials;
import org.tradepost.users.oauth.entity.IssuedTokens;
import org.tradepost.users.oauth.entity.OAuthError;
import org.tradepost.users.oauth.entity.OAuthRefusal;
import org.tradepost.users.session.entity.RefreshToken;

/** What the token endpoint refuses by the form alone (RFC 6749, section 5.2), and whom it asks about the rest. */
class TokenResourceTest {

    private static final String CLIENT = "&client_id=partner-1&client_secret=s3";

    private final List<String> asked = new ArrayList<>();
    private final TokenResource endpoint = new TokenResource();

    /** Thrown by whoever is asked: making an answer needs a server. */
    private static final class Asked extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void wire() {
        endpoint.authenticate = new AuthenticateClient() {
            @Override
            public Client execute(ClientCredentials credentials) {
                asked.add("who is " + text(credentials));
                return null;
            }
        };
        endpoint.grantToClient = new GrantToClient() {
            @Override
            public IssuedTokens execute(Client client, Collection<String> scope) {
                asked.add("grant " + scope);
                throw new Asked();
            }
        };
        endpoint.refreshSession = new RefreshSession() {
            @Override
            public IssuedTokens execute(ClientCredentials client, RefreshToken presented) {
                asked.add("refresh " + presented.value() + " for " + text(client));
                throw new Asked();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "grant_type=",
                "grant_type=%20",
                "grant_type=client_credentials&grant_type=client_credentials" + CLIENT,
                "grant_type=client_credentials&scope=order:read&scope=order:write" + CLIENT,
                "grant_type=client_credentials&client_id=partner-2" + CLIENT,
                "grant_type=client_credentials&client_secret=s4" + CLIENT,
                "grant_type=client_credentials&unheard_of=1&unheard_of=1" + CLIENT,
                "grant_type=refresh_token&client_id=tradepost",
                "grant_type=refresh_token&refresh_token=&client_id=tradepost",
                "grant_type=refresh_token&refresh_token=a&refresh_token=b&client_id=tradepost"
            })
    void whatIsMissingOrSentTwiceIsAnInvalidRequest(String form) {
        refused(OAuthError.INVALID_REQUEST, null, form);
    }

    @ParameterizedTest
    @CsvSource({"partner-1:s3, client_secret=s3", "partner-1:s3, client_id=partner-2"})
    void twoWaysToAuthenticateOrTwoClientsAreAnInvalidRequest(String basic, String besides) {
        refused(OAuthError.INVALID_REQUEST, basic(basic), "grant_type=client_credentials&" + besides);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "authorization_code",
                "implicit",
                "token",
                "CLIENT_CREDENTIALS",
                "client_credentials ",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "urn:ietf:params:oauth:grant-type:token-exchange"
            })
    void otherGrantTypesAreUnsupported(String type) {
        refused(
                OAuthError.UNSUPPORTED_GRANT_TYPE,
                null,
                "grant_type=" + type.replace(" ", "%20") + "&username=ada&password=x" + CLIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer abc",
                "Basic",
                "Basic ",
                "Basic not*base64",
                "Basic bm9jb2xvbg==",
                "Basic /zpz",
                "Basic JXp6OnM=",
                "Digest username=partner-1"
            })
    void whoNamesNoClientWithBasicIsAnInvalidClient(String authorization) {
        refused(OAuthError.INVALID_CLIENT, authorization, "grant_type=client_credentials");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type=client_credentials",
                "grant_type=client_credentials&client_id=",
                "grant_type=client_credentials&client_secret=s3",
                "grant_type=refresh_token&refresh_token=a"
            })
    void whoNamesNoClientInTheFormIsAnInvalidClient(String form) {
        refused(OAuthError.INVALID_CLIENT, null, form);
    }

    @Test
    void bothWaysToAuthenticateAreUnderstoodAndTheScopeIsAList() {
        passed("basic " + basic("a%3Ab:s%2B3").substring(6), "grant_type=client_credentials&scope=order:read%20%20a");
        passed(basic("a%3Ab:s%2B3"), "grant_type=client_credentials&client_id=a:b");
        passed(null, "grant_type=client_credentials&scope=" + CLIENT);
        assertThat(asked)
                .containsExactly(
                        "who is a:b with s+3",
                        "grant [order:read, a]",
                        "who is a:b with s+3",
                        "grant []",
                        "who is partner-1 with s3",
                        "grant []");
    }

    @Test
    void aRefreshTokenGoesToWhoKnowsItWithTheClientThatSentIt() {
        passed(null, "grant_type=refresh_token&refresh_token=tp_rt_1&client_id=tradepost");
        passed(basic("partner-1:s3"), "grant_type=refresh_token&refresh_token=tp_rt_1");
        assertThat(asked)
                .containsExactly("refresh tp_rt_1 for tradepost with nothing", "refresh tp_rt_1 for partner-1 with s3");
    }

    @Test
    void everyErrorHasTheCodeAndStatusOfTheStandard() {
        assertThat(OAuthError.values())
                .extracting(error -> error.code() + " " + error.status())
                .containsExactly(
                        "invalid_request 400",
                        "invalid_client 401",
                        "invalid_grant 400",
                        "invalid_scope 400",
                        "unauthorized_client 400",
                        "unsupported_grant_type 400");
    }

    private void refused(OAuthError error, String authorization, String form) {
        assertThatExceptionOfType(OAuthRefusal.class)
                .isThrownBy(() -> endpoint.token(authorization, parameters(form)))
                .satisfies(refusal -> {
                    assertThat(refusal.error()).isEqualTo(error);
                    // RFC 6749, section 5.2: ASCII without quotes and backslashes.
                    assertThat(refusal.getMessage()).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
                });
        assertThat(asked).filteredOn(question -> question.startsWith("grant")).isEmpty();
        assertThat(asked).filteredOn(question -> question.startsWith("refresh")).isEmpty();
    }

    private void passed(String authorization, String form) {
        assertThatExceptionOfType(Asked.class).isThrownBy(() -> endpoint.token(authorization, parameters(form)));
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ClientCredentials client) {
        return client.clientId() + " with "
                + (client.secret() == null ? "nothing" : client.secret().value());
    }

    private static MultivaluedMap<String, String> parameters(String form) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        for (String pair : form.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                parameters.add(parts[0], parts[1].replace("%20", " "));
            }
        }
        return parameters;
    }
}
