package org.tradepost.shared.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test vectors of RFC 9421: sections 2.1 and 2.2, appendices B.2.4 and B.2.6; and of RFC 9530. */
class Rfc9421VectorsTest {

    private static final String ECC_KEY =
            """
            {"kty":"EC","crv":"P-256","x":"qIVYZVLCrPZHGHjP17CTW0_-D9Lfw0EkjqF7xB4FivA",
             "y":"Mc4nN9LTDOBhfoUeg8Ye9WedFRhnZXZJA12Qp0zZ6F0"}""";
    private static final String ED25519_KEY =
            """
            {"kty":"OKP","crv":"Ed25519","kid":"test-key-ed25519","d":"n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU",
             "x":"JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs"}""";
    private static final String ED25519_SIGNATURE =
            "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:";
    private static final HttpMessage REQUEST = HttpMessage.request(
            "POST",
            URI.create("https://example.com/foo?param=Value&Pet=dog"),
            fields(
                    "Host", "example.com",
                    "Date", "Tue, 20 Apr 2021 02:07:55 GMT",
                    "Content-Type", "application/json",
                    "Content-Digest",
                            "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:",
                    "Content-Length", "18"));
    private static final HttpMessage ANSWER = HttpMessage.answer(
            200,
            fields(
                    "Date", "Tue, 20 Apr 2021 02:07:56 GMT",
                    "Content-Type", "application/json",
                    "Content-Digest",
                            "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:",
                    "Content-Length", "23"),
            REQUEST);

    @Test
    void the_p256_signature_of_an_answer_verifies() {
        HttpMessage signed = ANSWER.with(
                        "Signature-Input",
                        "sig-b24=(\"@status\" \"content-type\" \"content-digest\" \"content-length\");created=1618884473"
                                + ";keyid=\"test-key-ecc-p256\"")
                .with(
                        "Signature",
                        "sig-b24=:wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==:");
        VerificationKey key = VerificationKey.read(ECC_KEY);

        assertThatCode(() -> MessageSignature.of(signed).verify(signed, key)).doesNotThrowAnyException();
    }

    @Test
    void the_ed25519_signature_of_a_request_is_made_as_printed() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("created", 1618884473L);
        parameters.put("keyid", "test-key-ed25519");
        MessageSigner signer = new MessageSigner(SigningKey.fromJwk(ED25519_KEY, null), "sig-b26", null);

        HttpMessage signed = signer.sign(
                REQUEST,
                List.of("date", "@method", "@path", "@authority", "content-type", "content-length"),
                parameters);

        assertThat(signed.field("Signature")).containsExactly(ED25519_SIGNATURE);
        assertThat(signed.field("Signature-Input"))
                .containsExactly(
                        "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
                                + ";created=1618884473;keyid=\"test-key-ed25519\"");
    }

    @Test
    void the_bodies_of_the_examples_match_their_digests() {
        assertThatCode(() -> ContentDigest.check(
                        REQUEST.field("content-digest"), "{\"hello\": \"world\"}".getBytes(StandardCharsets.UTF_8)))
                .doesNotThrowAnyException();
        assertThatCode(() -> ContentDigest.check(
                        ANSWER.field("content-digest"), "{\"message\": \"good dog\"}".getBytes(StandardCharsets.UTF_8)))
                .doesNotThrowAnyException();
        assertThat(ContentDigest.of("{\"hello\": \"world\"}\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            "@method"|POST
            "@target-uri"|https://example.com/path?param=value&foo=bar&baz=bat%2Dman&quux=&qu%C3%A9=x
            "@authority"|example.com
            "@scheme"|https
            "@request-target"|/path?param=value&foo=bar&baz=bat%2Dman&quux=&qu%C3%A9=x
            "@path"|/path
            "@query"|?param=value&foo=bar&baz=bat%2Dman&quux=&qu%C3%A9=x
            "@query-param";name="baz"|bat-man
            "@query-param";name="quux"|
            "@query-param";name="qu%C3%A9"|x
            "x-ows-header"|Leading and trailing whitespace.
            "cache-control"|max-age=60, must-revalidate
            "x-empty-header"|
            "example-dict";key="a"|1
            "example-dict";key="b"|2;x=1;y=2
            "example-dict";key="c"|(a b c)""")
    void each_component_has_its_value(String identifier, String value) {
        HttpMessage message = HttpMessage.request(
                        "POST",
                        "https",
                        "Example.COM:443",
                        "/path",
                        "param=value&foo=bar&baz=bat%2Dman&quux=&qu%C3%A9=x",
                        Map.of("Cache-Control", List.of("max-age=60", "  must-revalidate")))
                .with("X-OWS-Header", "  Leading and trailing whitespace.  ")
                .with("X-Empty-Header", "")
                .with("Example-Dict", " a=1,    b=2;x=1;y=2,   c=(a   b   c)");

        assertThat(firstLine(message, identifier)).isEqualTo(identifier + ": " + (value == null ? "" : value));
    }

    @Test
    void a_request_without_a_query_has_an_empty_one() {
        HttpMessage message = HttpMessage.request("GET", URI.create("http://example.com:8080"), Map.of());

        assertThat(firstLine(message, "\"@query\"")).isEqualTo("\"@query\": ?");
        assertThat(firstLine(message, "\"@target-uri\"")).isEqualTo("\"@target-uri\": http://example.com:8080/");
    }

    @Test
    void an_answer_can_cover_what_it_answers() {
        assertThat(firstLine(ANSWER, "\"@method\";req")).isEqualTo("\"@method\";req: POST");
        assertThat(firstLine(ANSWER, "\"content-length\";req")).isEqualTo("\"content-length\";req: 18");
        assertThat(firstLine(ANSWER, "\"@status\"")).isEqualTo("\"@status\": 200");
    }

    private static String firstLine(HttpMessage message, String identifier) {
        InnerList covered = (InnerList)
                Parser.parseDictionary("s=(" + identifier + ")").get().get("s");
        return new String(SignatureBase.of(message, covered), StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, List<String>> fields(String... namesAndValues) {
        Map<String, List<String>> fields = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return fields;
    }
}
