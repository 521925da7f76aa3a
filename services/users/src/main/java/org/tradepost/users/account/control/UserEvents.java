package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.tradepost.shared.outbox.OutboxEvent;
import org.tradepost.shared.outbox.OutboxWriter;

/**
 * Tells what happened to an account, in the transaction in which it happens: other services by the outbox, and this process by events
 * that it observes. The sequence is the account's version, which was assigned under its row lock by the write just before.
 */
@ApplicationScoped
public class UserEvents {

    static final String TOPIC = "tradepost.users";

    private final OutboxWriter outbox;
    private final Consumer<UserEvent> observers;

    @Inject
    public UserEvents(OutboxWriter outbox, Event<UserEvent> observers) {
        this(outbox, (Consumer<UserEvent>) observers::fire);
    }

    /** @param observers are told at once; in the container each when its time has come */
    UserEvents(OutboxWriter outbox, Consumer<UserEvent> observers) {
        this.outbox = outbox;
        this.observers = observers;
    }

    /** For the container's proxy. */
    protected UserEvents() {
        this(null, (Consumer<UserEvent>) null);
    }

    void tell(UserEvent event, long version) {
        outbox.append(OutboxEvent.of(TOPIC, event.type(), event.userId().toString(), version, event));
        observers.accept(event);
    }
}
