package org.tradepost.users.authentication.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.tradepost.shared.database.ExpirySweep;

/** Removes failures nobody waits for any more. */
@ApplicationScoped
public class ExpiredLoginFailures extends ExpirySweep {

    @Inject
    LoginDelay delay;

    public ExpiredLoginFailures() {
        super("records of logins", Duration.ofHours(1));
    }

    @Override
    protected int removeExpired() {
        return delay.removeExpired();
    }
}
