package org.tradepost.catalog.productimport.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.database.Ids;

/**
 * Imports that came with an idempotency key. While one runs it holds a lease, by the database's clock, that every batch prolongs;
 * once done its report and the digest of its content are kept for a day.
 */
@ApplicationScoped
public class ImportClaims {

    private static final String FORGET = "DELETE FROM product_import WHERE started_at < now() - interval '24 hours'";

    private static final String CLAIM =
            """
            INSERT INTO product_import (id, caller_id, key, leased_until) VALUES (:id, :caller, :key, now() + interval '30 seconds')
            ON CONFLICT (caller_id, key) DO UPDATE
            SET id = excluded.id, leased_until = excluded.leased_until, started_at = now()
            WHERE product_import.leased_until < now()""";

    private static final String FIND =
            "SELECT id, digest, report FROM product_import WHERE caller_id = :caller AND key = :key";

    private static final String PROLONG =
            "UPDATE product_import SET leased_until = now() + interval '30 seconds' WHERE id = :id AND report IS NULL";

    private static final String FINISH =
            """
            UPDATE product_import SET leased_until = NULL, digest = :digest, report = :report
            WHERE id = :id AND report IS NULL""";

    private static final String ABANDON = "DELETE FROM product_import WHERE id = :id AND report IS NULL";

    private final Jdbi jdbi;

    /** Where an import with a key stands. */
    public sealed interface Claim {

        /** It is ours to run. */
        record Ours(UUID id) implements Claim {}

        /** It was run before. */
        record Done(byte[] digest, String report) implements Claim {}

        /** Somebody runs it right now. */
        record Running() implements Claim {}
    }

    @Inject
    public ImportClaims(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    protected ImportClaims() {
        this.jdbi = null;
    }

    @Transactional
    public Claim claim(UUID caller, String key) {
        return jdbi.withHandle(handle -> {
            handle.execute(FORGET);
            UUID id = Ids.newId();
            boolean ours = handle.createUpdate(CLAIM)
                            .bind("id", id)
                            .bind("caller", caller)
                            .bind("key", key)
                            .execute()
                    == 1;
            if (ours) {
                return new Claim.Ours(id);
            }
            return handle.createQuery(FIND)
                    .bind("caller", caller)
                    .bind("key", key)
                    .map((row, context) -> row.getString("report") == null
                            ? new Claim.Running()
                            : new Claim.Done(row.getBytes("digest"), row.getString("report")))
                    .findFirst()
                    .orElseGet(Claim.Running::new);
        });
    }

    /** Called in a batch's own transaction; false when somebody else has taken the import over. */
    public boolean prolong(UUID id) {
        return jdbi.withHandle(
                handle -> handle.createUpdate(PROLONG).bind("id", id).execute() == 1);
    }

    /** Keeps what came of it; false when somebody else has taken the import over. */
    @Transactional
    public boolean finish(UUID id, byte[] digest, String report) {
        return jdbi.withHandle(handle -> handle.createUpdate(FINISH)
                        .bind("id", id)
                        .bind("digest", digest)
                        .bind("report", report)
                        .execute()
                == 1);
    }

    /** The import came to nothing; its key may be used again. */
    @Transactional
    public void abandon(UUID id) {
        jdbi.useHandle(handle -> handle.createUpdate(ABANDON).bind("id", id).execute());
    }
}
