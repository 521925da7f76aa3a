package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts the accounts that this process opened: {@code users_created_total}. */
@ApplicationScoped
public class AccountMetrics {

    @Inject
    MetricRegistry registry;

    private Counter created;

    void publish(@Observes Startup event) {
        created = registry.counter("users_created_total", new Tag("service", "users"));
    }

    void opened(@Observes(during = TransactionPhase.AFTER_SUCCESS) UserEvent.Registered fact) {
        created.inc();
    }
}
