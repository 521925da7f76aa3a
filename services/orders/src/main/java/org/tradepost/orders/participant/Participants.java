package org.tradepost.orders.participant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tradepost.shared.health.DependencyCheck;
import org.tradepost.shared.health.Reachability;

/** What placing orders depends on, for the health data: nothing can be sold without catalogue and payments, but without users. */
@Dependent
public class Participants {

    @Produces
    @ApplicationScoped
    DependencyCheck catalog(@ConfigProperty(name = "tradepost.catalog.url") URI url) {
        return Reachability.of("catalog", true, url);
    }

    @Produces
    @ApplicationScoped
    DependencyCheck payments(@ConfigProperty(name = "tradepost.payments.url") URI url) {
        return Reachability.of("payments", true, url);
    }

    @Produces
    @ApplicationScoped
    DependencyCheck users(@ConfigProperty(name = "tradepost.users.url") URI url) {
        return Reachability.of("users", false, url);
    }
}
