package org.tradepost.cli.command.status;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.tradepost.cli.CommandFailure;
import org.tradepost.cli.platform.DatabaseAccess;
import org.tradepost.cli.platform.Installation;

/**
 * What the platform has not done yet.
 *
 * @param outboxLag events that wait to be sent, of all services
 * @param sagaAgeSeconds age of the oldest order, cancellation or refund that is not at rest; 0 when there is none
 * @param needAttention orders that wait for a person
 * @param parkedEvents events that do
 */
record Backlog(long outboxLag, long sagaAgeSeconds, long needAttention, long parkedEvents) {
    private static final List<String> SERVICES = List.of("users", "catalog", "orders", "payments");
    private static final List<String> CONSUMERS = List.of("users", "orders");

    /** Read from the audit views; nothing when a database does not answer. */
    static Optional<Backlog> of(Installation installation) {
        try {
            return Optional.of(new Backlog(
                    sum(installation, SERVICES, "SELECT count(*) FROM audit_outbox WHERE sent_at IS NULL"),
                    sum(
                            installation,
                            List.of("orders"),
                            "SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)::bigint"
                                    + " FROM audit_saga WHERE status = 'ACTIVE'"),
                    sum(
                            installation,
                            List.of("orders"),
                            "SELECT count(*) FROM audit_order WHERE status = 'NEEDS_ATTENTION'"),
                    sum(installation, CONSUMERS, "SELECT count(*) FROM audit_parked_event WHERE state = 'PARKED'")));
        } catch (JdbiException | CommandFailure databaseAway) {
            return Optional.empty();
        }
    }

    private static long sum(Installation installation, List<String> services, String sql) {
        long sum = 0;
        for (String service : services) {
            DatabaseAccess access = installation.auditDatabase(service);
            sum += Jdbi.create(access.url(), access.user(), access.password())
                    .withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
        }
        return sum;
    }

    String text() {
        return "outbox lag %,d, oldest saga %,d s, %,d orders need attention, %,d events parked"
                .formatted(outboxLag, sagaAgeSeconds, needAttention, parkedEvents);
    }
}
