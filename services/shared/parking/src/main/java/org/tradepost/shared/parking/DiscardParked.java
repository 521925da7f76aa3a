package org.tradepost.shared.parking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.outbox.Inbox;
import org.tradepost.shared.outbox.NotReplayable;
import org.tradepost.shared.outbox.ParkedEvents;
import org.tradepost.shared.outbox.Received;

/** Gives a parked event up and records who did, in one transaction. */
@ApplicationScoped
public class DiscardParked {

    @Inject
    Inbox inbox;

    @Inject
    ParkedEvents parked;

    @Inject
    AuditTrail audit;

    /**
     * @return the key's next parked event, if there is one
     * @throws NotReplayable when the event is not parked
     */
    @Transactional(rollbackOn = Exception.class)
    public Optional<Long> discard(long id) {
        Received received = inbox.discard(id);
        audit.record(SettleParked.deed(AuditAction.EVENT_DISCARDED, id, received));
        return parked.firstOf(received.topic(), received.key());
    }
}
