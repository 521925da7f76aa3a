package org.tradepost.users.partnerkey.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * The nonces that were used, shared by all replicas. A message may be stamped 300 s ahead and is accepted until 300 s after its
 * stamp: 600 s after receipt it is useless. Nonces are kept longer by what clocks may differ.
 */
@ApplicationScoped
public class Nonces {

    static final Duration KEPT = Duration.ofSeconds(900);

    private static final int BATCH = 10_000;

    private final Jdbi jdbi;

    @Inject
    public Nonces(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected Nonces() {
        this(null);
    }

    /** Claims a nonce of a key. Of any number of claims, however concurrent, one is answered with true. */
    public boolean claim(UUID key, String nonce) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                """
                                INSERT INTO signed_nonce (key_id, nonce, expires_at)
                                VALUES (:key, :nonce, now() + make_interval(secs => :kept))
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("key", key)
                        .bind("nonce", nonce)
                        .bind("kept", KEPT.toSeconds())
                        .execute()
                == 1);
    }

    /** Forgets a batch of those that are of no use any more, so that no lock is held for long; answers how many. */
    public int forgetExpired() {
        return jdbi.withHandle(handle -> handle.createUpdate(
                        """
                        DELETE FROM signed_nonce WHERE (key_id, nonce) IN (
                            SELECT key_id, nonce FROM signed_nonce WHERE expires_at < now()
                            LIMIT :batch FOR UPDATE SKIP LOCKED)
                        """)
                .bind("batch", BATCH)
                .execute());
    }
}
