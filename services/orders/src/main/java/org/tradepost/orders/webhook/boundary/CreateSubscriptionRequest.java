package org.tradepost.orders.webhook.boundary;

import java.util.List;
import org.tradepost.orders.webhook.control.Subscriptions.Wanted;
import org.tradepost.orders.webhook.entity.ReceiverUrl;
import org.tradepost.orders.webhook.entity.Subscription.Status;

/**
 * A new subscription.
 *
 * @param url where events are sent to
 * @param eventTypes which
 * @param description at most 200 characters; null for none
 */
public record CreateSubscriptionRequest(String url, List<String> eventTypes, String description) {

    Wanted wanted(ReceiverUrl receiver) {
        return new Wanted(
                receiver.toString(),
                SubscriptionFields.eventTypes(eventTypes),
                SubscriptionFields.description(description),
                Status.ACTIVE);
    }
}
