package org.tradepost.users.activity.control;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tradepost.shared.outbox.CloudEvent;
import org.tradepost.shared.outbox.EventHandler;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.activity.entity.Activity;
import org.tradepost.users.activity.entity.ActivityType;

/** Turns order events into entries of the buyer's feed. It needs two facts of an event only: the order and the buyer. */
@ApplicationScoped
public class RecordOrderActivity implements EventHandler {

    @Inject
    ActivityFeed feed;

    @Override
    public Set<String> topics() {
        return Set.of("tradepost.orders");
    }

    @Override
    public Set<String> types() {
        return Arrays.stream(ActivityType.values())
                .map(ActivityType::eventType)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void handle(CloudEvent event) {
        ActivityType type = ActivityType.ofEvent(event.type())
                .orElseThrow(() -> new IllegalArgumentException("no activity is told by " + event.type()));
        UUID order = UUID.fromString(event.subject());
        feed.add(buyer(event), new Activity(event.id(), type, order, event.time()), event.sequence());
    }

    private static UserId buyer(CloudEvent event) {
        JsonNode user = event.data() == null ? null : event.data().get("userId");
        if (user == null || !user.isTextual()) {
            throw new IllegalArgumentException("an order event without data.userId: " + event.id());
        }
        return new UserId(UUID.fromString(user.textValue()));
    }
}
