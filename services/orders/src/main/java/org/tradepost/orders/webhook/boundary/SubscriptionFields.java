package org.tradepost.orders.webhook.boundary;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.tradepost.orders.webhook.entity.EventTypes;
import org.tradepost.orders.webhook.entity.ReceiverUrl;
import org.tradepost.orders.webhook.entity.Subscription.Status;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** What the fields of a request may be; what they may not is answered with 422. */
final class SubscriptionFields {

    private static final int LONGEST_DESCRIPTION = 200;

    private SubscriptionFields() {}

    static ReceiverUrl url(String url, boolean allowHttp) {
        try {
            return ReceiverUrl.of(url, allowHttp);
        } catch (IllegalArgumentException e) {
            throw invalid("url", e.getMessage());
        }
    }

    static List<String> eventTypes(List<String> eventTypes) {
        if (eventTypes == null || eventTypes.isEmpty() || eventTypes.stream().anyMatch(Objects::isNull)) {
            throw invalid("eventTypes", "must name at least one type of event");
        }
        Set<String> types = new TreeSet<>(eventTypes);
        Set<String> unknown = EventTypes.unknown(types);
        if (!unknown.isEmpty()) {
            throw invalid("eventTypes", "has types of events that do not exist");
        }
        return List.copyOf(types);
    }

    static String description(String description) {
        if (description != null
                && (description.codePointCount(0, description.length()) > LONGEST_DESCRIPTION
                        || description.codePoints().anyMatch(Character::isISOControl))) {
            throw invalid("description", "must have at most " + LONGEST_DESCRIPTION + " visible characters");
        }
        return description;
    }

    /** Of the statuses the one that an owner cannot set is ours. */
    static Status status(String status) {
        if ("ACTIVE".equals(status) || "PAUSED".equals(status)) {
            return Status.valueOf(status);
        }
        throw invalid("status", "must be ACTIVE or PAUSED");
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(CommonError.VALIDATION_ERROR, field + " " + message).field(field, message);
    }
}
