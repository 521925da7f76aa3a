package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.tradepost.shared.database.ExpirySweep;

/** Removes activation tokens that nobody used in time. */
@ApplicationScoped
public class ExpiredActivations extends ExpirySweep {

    @Inject
    Activations activations;

    public ExpiredActivations() {
        super("activation tokens", Duration.ofHours(1));
    }

    @Override
    protected int removeExpired() {
        return activations.forgetExpired(Instant.now());
    }
}
