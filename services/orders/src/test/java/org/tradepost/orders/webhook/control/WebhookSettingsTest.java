package org.tradepost.orders.webhook.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tradepost.shared.production.Finding;
import org.tradepost.shared.signing.SignatureAlgorithm;
import org.tradepost.shared.signing.SigningKey;

class WebhookSettingsTest {

    private final WebhookSettings settings = new WebhookSettings();

    @Test
    void loopbackIsUnfitForProduction() {
        assertThat(new NoLoopbackInProduction(true).findings())
                .extracting(Finding::setting)
                .containsExactly("TRADEPOST_WEBHOOKS_LOOPBACK");
        assertThat(new NoLoopbackInProduction(false).findings()).isEmpty();
    }

    @Test
    void thePlatformsKeyIsAPrivateJwkOrNone() {
        settings.signingKey = Optional.empty();
        assertThat(settings.platformKey()).isEmpty();

        SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, "a key");
        settings.signingKey = Optional.of(key.toPrivateJwk());
        assertThat(settings.platformKey().orElseThrow().keyId()).isEqualTo("a key");

        settings.signingKey = Optional.of("{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}");
        assertThatIllegalStateException()
                .isThrownBy(settings::platformKey)
                .withMessageContaining("tradepost.webhooks.signing-key")
                .withMessageNotContaining("c2VjcmV0");
    }

    @Test
    void everyReceiverHasAShareThatNobodyElseCanTake() {
        DeliverySender.Limits limits = new DeliverySender.Limits(1600, 64);

        assertThat(limits.share(0)).isEqualTo(64);
        assertThat(limits.share(25)).isEqualTo(64);
        assertThat(limits.share(50)).isEqualTo(32);
        assertThat(limits.share(10_000)).isEqualTo(1);
    }
}
