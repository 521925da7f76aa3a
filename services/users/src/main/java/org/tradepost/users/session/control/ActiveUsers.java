package org.tradepost.users.session.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jdbi.v3.core.Jdbi;

/**
 * Publishes {@code active_users}: people who logged in, or had a session prolonged, within the last 15 minutes, which is how long an
 * access token lasts. Every replica counts in the same database.
 */
@ApplicationScoped
public class ActiveUsers {

    @Inject
    Jdbi jdbi;

    @Inject
    MetricRegistry registry;

    void publish(@Observes Startup event) {
        registry.gauge("active_users", this::count, new Tag("service", "users"));
    }

    long count() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                        SELECT count(DISTINCT s.user_id) FROM refresh_token t JOIN auth_session s ON s.id = t.session_id
                        WHERE t.issued_at > now() - interval '15 minutes' AND s.revoked_at IS NULL
                        """)
                .mapTo(Long.class)
                .one());
    }
}
