package org.tradepost.users.audit.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditRecord;

/**
 * The addresses that audited requests came from. They go with the person, wherever in the stream of entries the erasure stands,
 * and after some days in any case.
 */
@ApplicationScoped
public class AuditAddresses {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final Jdbi jdbi;
    private final int days;
    private volatile long nextExpiry = System.nanoTime();

    /**
     * @param days how long an address is kept
     */
    @Inject
    public AuditAddresses(
            Jdbi jdbi, @ConfigProperty(name = "tradepost.users.audit.address-days", defaultValue = "90") int days) {
        this.jdbi = jdbi;
        this.days = days;
    }

    /** For the container's proxy only. */
    protected AuditAddresses() {
        this(null, 0);
    }

    /** Keeps the address of an entry, unless its actor has been erased already. */
    void keep(AuditRecord record) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        """
                        INSERT INTO audit_address (entry_id, address, salt)
                        SELECT :entry, :address, :salt
                        WHERE NOT EXISTS (SELECT 1 FROM audit_entry WHERE action = :erased AND object_id = :actor)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("entry", record.entry().id())
                .bind("address", record.origin().address())
                .bind("salt", record.origin().salt())
                .bind("erased", AuditAction.USER_ERASED.dotted())
                .bind("actor", record.entry().actor())
                .execute());
        if (System.nanoTime() - nextExpiry >= 0) {
            nextExpiry = System.nanoTime() + HOUR;
            expire();
        }
    }

    /** Forgets where a person was: in what they did, and in what was tried with their account. */
    void erase(String person) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        """
                        DELETE FROM audit_address WHERE entry_id IN (
                            SELECT entry_id FROM audit_entry
                            WHERE actor = :person OR (object_id = :person AND action = :login))
                        """)
                .bind("person", person)
                .bind("login", AuditAction.LOGIN_FAILED.dotted())
                .execute());
    }

    /** Forgets what was kept long enough; a bounded number, the rest next time. */
    void expire() {
        jdbi.useHandle(handle -> handle.createUpdate(
                        """
                        DELETE FROM audit_address WHERE entry_id IN (
                            SELECT entry_id FROM audit_address
                            WHERE kept_at < now() - make_interval(days => :days) LIMIT 10000)
                        """)
                .bind("days", days)
                .execute());
    }
}
