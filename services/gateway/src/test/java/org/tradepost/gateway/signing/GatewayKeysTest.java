package org.tradepost.gateway.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.gateway.signing.control.GatewayKeys;
import org.tradepost.gateway.signing.entity.SigningSettings;

class GatewayKeysTest {

    private static final String KEY = "tradepost.gateway.signing-key";
    private static final String PREVIOUS = "tradepost.gateway.signing-key-previous";
    private static ECKey before;
    private static ECKey after;

    @BeforeAll
    static void makeKeys() throws Exception {
        before = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        after = new ECKeyGenerator(Curve.P_256).keyID("k2").generate();
    }

    private static GatewayKeys configured(Map<String, String> settings) {
        return new GatewayKeys(SigningSettings.from(name -> Optional.ofNullable(settings.get(name))));
    }

    @Test
    void theNewKeySignsAndBothArePublishedWithoutWhatCouldSign() throws Exception {
        GatewayKeys keys = configured(Map.of(KEY, after.toJSONString(), PREVIOUS, before.toJSONString()));
        assertThat(keys.current().keyId()).isEqualTo("k2");
        JWKSet published = JWKSet.parse(keys.published());
        assertThat(published.getKeys()).extracting(JWK::getKeyID).containsExactly("k2", "k1");
        assertThat(published.getKeys()).noneMatch(JWK::isPrivate);
        assertThat(published.getKeyByKeyId("k1").toECKey().getX()).isEqualTo(before.getX());
    }

    @Test
    void thePreviousKeyMayBeItsPublicHalfOnly() throws Exception {
        GatewayKeys keys = configured(
                Map.of(KEY, after.toJSONString(), PREVIOUS, before.toPublicJWK().toJSONString()));
        assertThat(JWKSet.parse(keys.published()).getKeys()).hasSize(2);
    }

    @Test
    void withoutAKeyOneIsMadeThatEndsWithTheProcess() throws Exception {
        GatewayKeys keys = configured(Map.of(KEY, " "));
        assertThat(JWKSet.parse(keys.published()).getKeys())
                .extracting(JWK::getKeyID)
                .containsExactly(keys.current().keyId());
        assertThat(configured(Map.of()).current().keyId())
                .isNotEqualTo(keys.current().keyId());
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, PREVIOUS})
    void whatIsNoKeyIsNamedAndNotShown(String setting) {
        assertThatIllegalStateException()
                .isThrownBy(() -> configured(Map.of(setting, "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}")))
                .withMessageContaining(setting)
                .withMessageNotContaining("c2VjcmV0");
    }

    @Test
    void aPublicKeyCannotSign() {
        String publicHalf = after.toPublicJWK().toJSONString();
        assertThatIllegalStateException()
                .isThrownBy(() -> configured(Map.of(KEY, publicHalf)))
                .withMessageContaining(KEY);
    }
}
