package org.tradepost.users.session.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.audit.Outcome;
import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.database.Ids;
import org.tradepost.users.session.entity.EndReason;
import org.tradepost.users.session.entity.RefreshToken;
import org.tradepost.users.session.entity.Session;

/** Begins, prolongs and ends sessions. All decisions are the database's, so any number of replicas agree. */
@ApplicationScoped
public class Sessions {

    /** Without a sign of life for so long a session is over. */
    private static final String SLIDING = "interval '30 days'";

    private final Jdbi jdbi;
    private final AuditTrail audit;

    @Inject
    public Sessions(Jdbi jdbi, AuditTrail audit) {
        this.jdbi = jdbi;
        this.audit = audit;
    }

    /** For the container's proxy only. */
    protected Sessions() {
        this(null, null);
    }

    /**
     * A new session of a user; empty when the account may not be used any more. The account's row is held against changes until the
     * session is stored, so that whoever suspends it at the same moment finds the session and ends it. The audit log learns of the
     * login in the same transaction.
     *
     * @param scene of the request that logs in, which this thread may not be the one of
     */
    @Transactional
    public Optional<Session> begin(UUID user, Scene scene) {
        return jdbi.withHandle(handle -> {
            boolean active = handle.createQuery(
                            "SELECT 1 FROM user_account WHERE id = :user AND status = 'ACTIVE' FOR SHARE")
                    .bind("user", user)
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent();
            return active ? Optional.of(insert(handle, user)).map(session -> told(session, scene)) : Optional.empty();
        });
    }

    private Session told(Session begun, Scene scene) {
        audit.record(
                scene.in(begun.user().toString(), begun.id().toString()),
                Deed.of(AuditAction.LOGIN_SUCCEEDED, "user", begun.user()));
        return begun;
    }

    private static Session insert(Handle handle, UUID user) {
        UUID id = Ids.newId();
        OffsetDateTime began = handle.createQuery(
                        """
                        INSERT INTO auth_session (id, user_id, began_at, expires_at)
                        VALUES (:id, :user, now(), now() + %s) RETURNING began_at
                        """
                                .formatted(SLIDING))
                .bind("id", id)
                .bind("user", user)
                .mapTo(OffsetDateTime.class)
                .one();
        return new Session(id, user, began.toInstant(), newToken(handle, id));
    }

    private static RefreshToken newToken(Handle handle, UUID session) {
        RefreshToken token = RefreshToken.random();
        handle.createUpdate(
                        "INSERT INTO refresh_token (token_hash, session_id, issued_at) VALUES (:hash, :session, now())")
                .bind("hash", token.hash())
                .bind("session", session)
                .execute();
        return token;
    }

    /**
     * The session that the token belongs to, with a new token in its place; empty when the token does not serve. Of two uses at once
     * exactly one gets the new token; the other one counts as reuse and ends the session, which commits with this transaction.
     */
    @Transactional
    public Optional<Session> prolong(RefreshToken presented) {
        return jdbi.withHandle(handle -> {
            Optional<UUID> won = handle.createQuery(
                            """
                            UPDATE refresh_token SET used_at = clock_timestamp()
                            WHERE token_hash = :hash AND used_at IS NULL RETURNING session_id
                            """)
                    .bind("hash", presented.hash())
                    .mapTo(UUID.class)
                    .findOne();
            if (won.isEmpty()) {
                owner(handle, presented).ifPresent(session -> end(handle, session, EndReason.TOKEN_REUSED));
                return Optional.empty();
            }
            return slide(handle, won.get());
        });
    }

    private static Optional<Session> slide(Handle handle, UUID session) {
        return handle.createQuery(
                        """
                        UPDATE auth_session SET expires_at = now() + %s
                        WHERE id = :id AND revoked_at IS NULL AND expires_at > now() RETURNING user_id, began_at
                        """
                                .formatted(SLIDING))
                .bind("id", session)
                .map((row, context) -> {
                    Instant began =
                            row.getObject("began_at", OffsetDateTime.class).toInstant();
                    return new Session(session, row.getObject("user_id", UUID.class), began, newToken(handle, session));
                })
                .findOne();
    }

    /** Ends the session that a refresh token belongs to, used or not; nothing happens when there is none. */
    @Transactional
    public void endByToken(RefreshToken presented) {
        jdbi.useHandle(
                handle -> owner(handle, presented).ifPresent(session -> end(handle, session, EndReason.REVOKED)));
    }

    private static Optional<UUID> owner(Handle handle, RefreshToken token) {
        return handle.createQuery("SELECT session_id FROM refresh_token WHERE token_hash = :hash")
                .bind("hash", token.hash())
                .mapTo(UUID.class)
                .findOne();
    }

    @Transactional
    public void end(UUID session, EndReason reason) {
        jdbi.useHandle(handle -> end(handle, session, reason));
    }

    private void end(Handle handle, UUID session, EndReason reason) {
        handle.createQuery(
                        """
                        UPDATE auth_session SET revoked_at = clock_timestamp(), reason = :reason
                        WHERE id = :id AND revoked_at IS NULL RETURNING user_id
                        """)
                .bind("id", session)
                .bind("reason", reason.name())
                .mapTo(UUID.class)
                .findOne()
                .ifPresent(user -> tell(user, session, reason));
    }

    /** Once for each session that ends; what ends one for another reason is told as what it is. */
    private void tell(UUID user, UUID session, EndReason reason) {
        Scene scene = audit.scene();
        switch (reason) {
            case LOGOUT, REVOKED ->
                audit.record(
                        scene.in(user.toString(), session.toString()), Deed.of(AuditAction.LOGOUT, "session", session));
            case TOKEN_REUSED ->
                audit.record(
                        scene,
                        Deed.of(AuditAction.TOKEN_REUSED, "session", session).onBehalfOf(user),
                        Outcome.refused("invalid_grant"));
            case PASSWORD_CHANGED, ACCOUNT_CHANGED, ACCOUNT_ERASED -> {
                // The change itself is in the audit log.
            }
        }
    }

    /** Ends all sessions of a user, in the transaction of what makes it necessary. */
    @Transactional
    public void endAllOf(UUID user, EndReason reason) {
        endAllBut(user, null, reason);
    }

    /**
     * Ends all sessions of a user but one, in the transaction of what makes it necessary.
     *
     * @param kept null to end all
     */
    @Transactional
    public void endAllBut(UUID user, UUID kept, EndReason reason) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        """
                        UPDATE auth_session SET revoked_at = clock_timestamp(), reason = :reason
                        WHERE user_id = :user AND revoked_at IS NULL AND id IS DISTINCT FROM CAST(:kept AS uuid)
                        """)
                .bind("user", user)
                .bind("kept", kept)
                .bind("reason", reason.name())
                .execute());
    }

    /** Forgets sessions that nobody can use or ask about any more. */
    @Transactional
    public int forgetOld() {
        return jdbi.withHandle(handle -> handle.execute(
                "DELETE FROM auth_session WHERE expires_at < now() OR revoked_at < now() - interval '30 days'"));
    }
}
