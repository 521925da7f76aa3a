package org.tradepost.users.partnerkey.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Json;
import org.tradepost.shared.signing.SignatureAlgorithm;
import org.tradepost.shared.signing.SigningKey;

class RegisterKeyRequestTest {

    private static final String JWK = SigningKey.generate(SignatureAlgorithm.ED25519, null)
            .publicKey()
            .toJwk(null)
            .toJSONString();

    @Test
    void a_key_may_be_an_object_or_a_text() throws Exception {
        JsonNode object = Json.mapper().readTree(JWK);

        assertThat(request("k", object, null).checkedKey().algorithm()).isEqualTo(SignatureAlgorithm.ED25519);
        assertThat(request("k", new TextNode(JWK), "ed25519").checkedKey().algorithm())
                .isEqualTo(SignatureAlgorithm.ED25519);
    }

    @Test
    void a_private_key_is_refused_without_repeating_it() throws Exception {
        String secret = new ECKeyGenerator(Curve.P_256).generate().toJSONString();

        assertThatThrownBy(() -> request("k", new TextNode(secret), null).checkedKey())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.code().status()).isEqualTo(422))
                .hasMessageContaining("private")
                .hasMessageNotContaining(secret.substring(20, 40));
    }

    @Test
    void an_algorithm_that_does_not_go_with_the_key_is_refused() {
        assertThatThrownBy(() ->
                        request("k", new TextNode(JWK), "ecdsa-p256-sha256").checkedKey())
                .hasMessageContaining("ed25519");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\nb", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    void odd_names_are_refused(String name) {
        assertThatThrownBy(() -> request(name, null, null).checkedName()).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> request(null, null, null).checkedName()).isInstanceOf(ProblemException.class);
    }

    @Test
    void an_overlap_is_at_most_a_week() {
        assertThatThrownBy(() -> new ReplaceKeyRequest(null, null, 604_801L).checkedOverlap())
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> new ReplaceKeyRequest(null, null, -1L).checkedOverlap())
                .isInstanceOf(ProblemException.class);
        assertThat(new ReplaceKeyRequest(null, null, null).checkedOverlap()).hasDays(1);
    }

    private static RegisterKeyRequest request(String name, JsonNode key, String algorithm) {
        return new RegisterKeyRequest(name, key, algorithm, null);
    }
}
