package org.tradepost.orders.webhook.entity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tradepost.shared.signing.SignatureAlgorithm;
import org.tradepost.shared.signing.SigningKey;

/**
 * The value of {@code webhook-signature}: one signature for each secret that is valid, and one with the platform's own key where there is
 * one, separated by spaces. Each is over {@code id.timestamp.body}. Receivers pass over the versions that they do not know.
 *
 * <p>{@code v1} is HMAC-SHA256 and {@code v1a} Ed25519, as in Standard Webhooks; {@code v1es256} is ours: ECDSA with P-256 and SHA-256,
 * r followed by s.
 */
public final class WebhookSignatures {

    private final Optional<SigningKey> platformKey;

    public WebhookSignatures(Optional<SigningKey> platformKey) {
        this.platformKey = platformKey;
    }

    /**
     * @param timestamp of the attempt, seconds since 1970
     * @param body as it is sent
     * @param secrets the current one first
     */
    public String of(UUID id, long timestamp, String body, List<WebhookSecret> secrets) {
        byte[] signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
        List<String> signatures = new ArrayList<>();
        secrets.forEach(secret -> signatures.add(versioned("v1", secret.sign(signed))));
        platformKey.ifPresent(key -> signatures.add(versioned(version(key), key.sign(signed))));
        return String.join(" ", signatures);
    }

    private static String version(SigningKey key) {
        return key.algorithm() == SignatureAlgorithm.ED25519 ? "v1a" : "v1es256";
    }

    private static String versioned(String version, byte[] signature) {
        return version + "," + Base64.getEncoder().encodeToString(signature);
    }
}
