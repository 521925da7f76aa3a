package org.tradepost.orders.webhook.control;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.orders.webhook.entity.PublicAddresses;
import org.tradepost.orders.webhook.entity.WebhookSignatures;
import org.tradepost.shared.signing.SigningKey;

/** How webhooks are sent, from configuration. Not proxied: its neighbours read the fields. */
@Dependent
public class WebhookSettings {

    static final String LOOPBACK = "tradepost.webhooks.loopback";
    private static final String SIGNING_KEY = "tradepost.webhooks.signing-key";

    @Inject
    @ConfigProperty(name = "tradepost.webhooks.max-subscriptions", defaultValue = "50")
    int maxSubscriptions;

    @Inject
    @ConfigProperty(name = "tradepost.webhooks.concurrency", defaultValue = "1600")
    int concurrency;

    @Inject
    @ConfigProperty(name = "tradepost.webhooks.receiver-concurrency", defaultValue = "64")
    int receiverConcurrency;

    @Inject
    @ConfigProperty(name = "tradepost.webhooks.time-out", defaultValue = "PT15S")
    Duration timeOut;

    @Inject
    @ConfigProperty(name = LOOPBACK, defaultValue = "false")
    boolean loopback;

    @Inject
    @ConfigProperty(name = SIGNING_KEY)
    Optional<String> signingKey;

    public PublicAddresses addresses() {
        return new PublicAddresses(loopback);
    }

    /**
     * The platform's own key, besides the subscriptions' secrets.
     *
     * @throws IllegalStateException naming the setting, never its value, when it holds no key
     */
    public Optional<SigningKey> platformKey() {
        try {
            return signingKey.map(jwk -> SigningKey.fromJwk(jwk, null));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The setting " + SIGNING_KEY + " must be a private JWK for P-256 or Ed25519");
        }
    }

    WebhookSignatures signatures() {
        return new WebhookSignatures(platformKey());
    }
}
