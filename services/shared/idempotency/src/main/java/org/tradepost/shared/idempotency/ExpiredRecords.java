package org.tradepost.shared.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.tradepost.shared.database.ExpirySweep;

/** Removes records that nobody may ask for any more. */
@ApplicationScoped
public class ExpiredRecords extends ExpirySweep {

    @Inject
    IdempotencyRecords records;

    public ExpiredRecords() {
        super("idempotency records", Duration.ofHours(1));
    }

    @Override
    protected int removeExpired() {
        return records.removeExpired();
    }
}
