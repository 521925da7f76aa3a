package org.tradepost.orders.webhook.boundary;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.tradepost.orders.webhook.entity.Subscription;
import org.tradepost.orders.webhook.entity.Subscription.DisabledReason;
import org.tradepost.orders.webhook.entity.Subscription.Status;
import org.tradepost.orders.webhook.entity.WebhookSecret;

/**
 * A subscription as it is shown.
 *
 * @param secret null except right after it was made
 */
public record SubscriptionResponse(
        UUID id,
        String url,
        List<String> eventTypes,
        String description,
        Status status,
        DisabledReason disabledReason,
        Instant failingSince,
        Instant createdAt,
        String secret) {

    static SubscriptionResponse of(Subscription subscription) {
        return of(subscription, null);
    }

    static SubscriptionResponse withSecret(Subscription subscription, WebhookSecret secret) {
        return of(subscription, secret.text());
    }

    private static SubscriptionResponse of(Subscription subscription, String secret) {
        return new SubscriptionResponse(
                subscription.id(),
                subscription.url(),
                subscription.eventTypes(),
                subscription.description(),
                subscription.status(),
                subscription.disabledReason(),
                subscription.failingSince(),
                subscription.createdAt(),
                secret);
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "SubscriptionResponse[" + id + "]";
    }
}
