package org.tradepost.orders.personaldata.control;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import org.tradepost.shared.outbox.CloudEvent;
import org.tradepost.shared.outbox.EventHandler;

/** Notes whose account was erased; {@link ErasureSweep} does the work, in bounded pieces and for as long as it takes. */
@ApplicationScoped
public class RecordErasure implements EventHandler {

    static final String TYPE = "tradepost.users.user-deleted.v1";

    @Inject
    ErasedPersons persons;

    @Override
    public Set<String> topics() {
        return Set.of("tradepost.users");
    }

    @Override
    public Set<String> types() {
        return Set.of(TYPE);
    }

    @Override
    public void handle(CloudEvent event) {
        JsonNode user = event.data() == null ? null : event.data().get("userId");
        if (user == null || !user.isTextual()) {
            throw new IllegalArgumentException("an event of an erased user without data.userId: " + event.id());
        }
        persons.add(UUID.fromString(user.textValue()));
    }
}
