package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.tradepost.shared.outbox.OutboxEvent;
import org.tradepost.shared.outbox.OutboxWriter;

/**
 * Tells what happened to an account, in the transaction in which it happens. The sequence is the account's version,
 * which was assigned under its row lock by the write just before.
 */
@ApplicationScoped
public class UserEvents {

    private static final String TOPIC = "tradepost.users";

    @Inject
    OutboxWriter outbox;

    void tell(UserEvent event, long version) {
        outbox.append(toOutbox(event, version));
    }

    static OutboxEvent toOutbox(UserEvent event, long version) {
        return OutboxEvent.of(TOPIC, event.type(), event.userId().toString(), version, event);
    }
}
