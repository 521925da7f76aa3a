package org.tradepost.users.audit.control;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.rest.Json;

/** Appends to the list. One transaction at a time does, whichever replica runs it, so that there is one end to append to. */
@ApplicationScoped
public class AuditChain {

    private static final long LOCK = 0x6175646974L;

    private final Jdbi jdbi;

    @Inject
    public AuditChain(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected AuditChain() {
        this(null);
    }

    /**
     * Appends an entry unless it is in the list. Call it in a transaction: the lock is held until its end.
     *
     * @return whether it is new
     */
    public boolean append(JsonNode entry) {
        String body = canonical(entry);
        return jdbi.withHandle(handle -> {
            // A statement of its own, because the next one must see what the one who held the lock has committed.
            handle.execute("SELECT pg_advisory_xact_lock(?)", LOCK);
            return handle.createUpdate(
                                    """
                                    INSERT INTO audit_entry (seq, body, previous_hash, hash)
                                    SELECT seq + 1, :body, hash, sha256(hash || convert_to(:body, 'UTF8'))
                                    FROM (SELECT seq, hash FROM audit_entry
                                          UNION ALL SELECT 0, decode(repeat('00', 32), 'hex')
                                          ORDER BY seq DESC LIMIT 1) last
                                    ON CONFLICT (entry_id) DO NOTHING
                                    """)
                            .bind("body", body)
                            .execute()
                    > 0;
        });
    }

    /** The one way to write this JSON (RFC 8785). */
    static String canonical(JsonNode entry) {
        try {
            return new String(new JsonCanonicalizer(Json.write(entry)).getEncodedUTF8(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("not canonicalizable", e);
        }
    }
}
