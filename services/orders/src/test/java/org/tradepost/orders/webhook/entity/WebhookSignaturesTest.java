package org.tradepost.orders.webhook.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.shared.signing.SignatureAlgorithm;
import org.tradepost.shared.signing.SigningKey;

/** The published library of Standard Webhooks verifies what we sign, and nothing else. */
class WebhookSignaturesTest {

    private static final UUID ID = UUID.fromString("019aa8a2-0000-7000-8000-000000000001");
    private static final String BODY = "{\"type\":\"tradepost.orders.order-placed.v1\",\"data\":{\"text\":\"£ ✓\"}}";

    private final long now = Instant.now().getEpochSecond();
    private final WebhookSecret secret = WebhookSecret.generate();
    private final WebhookSignatures signatures = new WebhookSignatures(Optional.empty());

    @Test
    void theLibraryVerifies() {
        String header = signatures.of(ID, now, BODY, List.of(secret));

        assertThat(header).startsWith("v1,").doesNotContain(" ");
        assertThatCode(() -> verify(secret, header, BODY, now)).doesNotThrowAnyException();
    }

    @Test
    void theLibraryRefusesAnotherBodyTimeOrSecret() {
        String header = signatures.of(ID, now, BODY, List.of(secret));

        assertThatThrownBy(() -> verify(secret, header, BODY + " ", now))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> verify(secret, header, BODY, now - 1))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> verify(WebhookSecret.generate(), header, BODY, now))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void afterARotationBothSecretsVerify() {
        WebhookSecret before = WebhookSecret.generate();
        String header = signatures.of(ID, now, BODY, List.of(secret, before));

        assertThat(header.split(" ")).hasSize(2);
        assertThatCode(() -> verify(secret, header, BODY, now)).doesNotThrowAnyException();
        assertThatCode(() -> verify(before, header, BODY, now)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"ED25519,v1a", "ECDSA_P256_SHA256,v1es256"})
    void thePlatformsKeySignsBesides(SignatureAlgorithm algorithm, String version) {
        SigningKey key = SigningKey.generate(algorithm, null);
        String header = new WebhookSignatures(Optional.of(key)).of(ID, now, BODY, List.of(secret));

        String[] both = header.split(" ");
        assertThat(both[1]).startsWith(version + ",");
        byte[] signature = Base64.getDecoder().decode(both[1].substring(version.length() + 1));
        byte[] signed = (ID + "." + now + "." + BODY).getBytes(StandardCharsets.UTF_8);
        assertThat(algorithm.verifies(key.publicKey().key(), signed, signature)).isTrue();
        assertThatCode(() -> verify(secret, header, BODY, now)).doesNotThrowAnyException();
    }

    @Test
    void aSecretIsReadAsItWasWritten() {
        assertThat(secret.text()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(WebhookSecret.of(secret.text()).text()).isEqualTo(secret.text());
        assertThat(secret).hasToString("WebhookSecret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_!!", "c2VjcmV0"})
    void whatIsNoSecretIsRefusedWithoutBeingQuoted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookSecret.of(text))
                .withMessage("not a secret for webhooks")
                .withNoCause();
    }

    private static void verify(WebhookSecret secret, String header, String body, long timestamp)
            throws WebhookVerificationException {
        new Webhook(secret.text())
                .verify(
                        body,
                        Map.of(
                                "webhook-id", List.of(ID.toString()),
                                "webhook-timestamp", List.of(Long.toString(timestamp)),
                                "webhook-signature", List.of(header)));
    }
}
