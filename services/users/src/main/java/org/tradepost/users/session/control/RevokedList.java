package org.tradepost.users.session.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.identity.RevokedIds;

/** What was ended so lately that access tokens of it may still be about: they live for 15 minutes, and clocks differ by half a one. */
@ApplicationScoped
public class RevokedList {

    private static final String LATELY = "interval '16 minutes'";

    private final Jdbi jdbi;

    @Inject
    public RevokedList(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected RevokedList() {
        this(null);
    }

    public RevokedIds read() {
        return jdbi.withHandle(handle -> new RevokedIds(
                ids(handle, "SELECT id::text FROM auth_session WHERE revoked_at > now() - " + LATELY),
                ids(handle, "SELECT client_id FROM revoked_client WHERE revoked_at > now() - " + LATELY)));
    }

    /** Has tokens of the client, such as a partner's or an API key's, refused everywhere; part of the caller's transaction. */
    public void revokeClient(String clientId) {
        jdbi.useHandle(handle -> handle.execute(
                """
                INSERT INTO revoked_client (client_id) VALUES (?)
                ON CONFLICT (client_id) DO UPDATE SET revoked_at = clock_timestamp()
                """,
                clientId));
    }

    private static Set<String> ids(Handle handle, String query) {
        return new HashSet<>(handle.createQuery(query).mapTo(String.class).list());
    }
}
