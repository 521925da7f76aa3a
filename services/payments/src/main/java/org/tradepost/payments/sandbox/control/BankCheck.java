package org.tradepost.payments.sandbox.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.tradepost.shared.health.DependencyCheck;

/**
 * Whether the bank answers. Not critical: without it payments stay pending and are settled later, and everything that was
 * settled can be read.
 */
@ApplicationScoped
public class BankCheck implements DependencyCheck {
    private static final Logger LOG = Logger.getLogger(BankCheck.class.getName());

    private Jdbi jdbi;

    protected BankCheck() {
        // for the container's proxy
    }

    @Inject
    public BankCheck(@Bank Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public String name() {
        return "payment-provider";
    }

    @Override
    public boolean critical() {
        return false;
    }

    @Override
    public boolean available() {
        try {
            return jdbi.withHandle(handle ->
                    handle.createQuery("SELECT true").mapTo(Boolean.class).one());
        } catch (JdbiException e) {
            LOG.log(Level.WARNING, "the sandbox bank cannot be reached", e);
            return false;
        }
    }
}
