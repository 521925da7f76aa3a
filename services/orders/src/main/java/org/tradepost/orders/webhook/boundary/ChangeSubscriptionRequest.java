package org.tradepost.orders.webhook.boundary;

import java.util.List;
import org.tradepost.orders.webhook.control.Subscriptions.Wanted;
import org.tradepost.orders.webhook.entity.ReceiverUrl;

/**
 * A subscription as it shall be.
 *
 * @param url where events are sent to
 * @param eventTypes which
 * @param description at most 200 characters; null for none
 * @param status {@code ACTIVE}, which also ends that it is disabled, or {@code PAUSED}
 */
public record ChangeSubscriptionRequest(String url, List<String> eventTypes, String description, String status) {

    Wanted wanted(ReceiverUrl receiver) {
        return new Wanted(
                receiver.toString(),
                SubscriptionFields.eventTypes(eventTypes),
                SubscriptionFields.description(description),
                SubscriptionFields.status(status));
    }
}
