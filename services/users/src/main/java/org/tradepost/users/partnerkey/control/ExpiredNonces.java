package org.tradepost.users.partnerkey.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.tradepost.shared.database.ExpirySweep;

/** Removes used nonces that no message can bear any more. */
@ApplicationScoped
public class ExpiredNonces extends ExpirySweep {

    @Inject
    Nonces nonces;

    public ExpiredNonces() {
        super("nonces", Duration.ofMinutes(5));
    }

    @Override
    protected int removeExpired() {
        return nonces.forgetExpired();
    }
}
