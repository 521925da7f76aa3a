package org.tradepost.users.account.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.users.account.entity.ActivationToken;
import org.tradepost.users.account.entity.UserId;

/** The activation tokens that are still good. */
@ApplicationScoped
public class Activations {

    private final Jdbi jdbi;
    private final Duration lifetime;

    /** @param lifetime of a token */
    @Inject
    public Activations(
            Jdbi jdbi,
            @ConfigProperty(name = "tradepost.users.activation.lifetime", defaultValue = "P7D") Duration lifetime) {
        this.jdbi = jdbi;
        this.lifetime = lifetime;
    }

    /** For the container's proxy only. */
    protected Activations() {
        this(null, null);
    }

    /** In the transaction that opens the account. */
    public ActivationToken.Issued issue(UserId user) {
        ActivationToken token = ActivationToken.random();
        OffsetDateTime expiry = jdbi.withHandle(handle -> handle.createQuery(
                        """
                        INSERT INTO activation (token_hash, user_id, expires_at)
                        VALUES (:hash, :user, now() + make_interval(secs => :lifetime))
                        RETURNING expires_at
                        """)
                .bind("hash", token.hash())
                .bind("user", user.value())
                .bind("lifetime", lifetime.toSeconds())
                .mapTo(OffsetDateTime.class)
                .one());
        return new ActivationToken.Issued(token, expiry.toInstant());
    }

    /** Whether the token may be used; somebody else may still be quicker. */
    public boolean isGood(ActivationToken token) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM activation WHERE token_hash = :hash AND expires_at > now())")
                .bind("hash", token.hash())
                .mapTo(Boolean.class)
                .one());
    }

    /** Uses the token up, with all others of its user. Of any number of attempts, however concurrent, one is told the user. */
    Optional<UserId> use(ActivationToken token) {
        Optional<UUID> user = jdbi.withHandle(handle -> handle.createQuery(
                        "DELETE FROM activation WHERE token_hash = :hash AND expires_at > now() RETURNING user_id")
                .bind("hash", token.hash())
                .mapTo(UUID.class)
                .findOne());
        user.ifPresent(
                id -> jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM activation WHERE user_id = :user")
                        .bind("user", id)
                        .execute()));
        return user.map(UserId::new);
    }

    int forgetExpired(Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("DELETE FROM activation WHERE expires_at < :now")
                .bind("now", now)
                .execute());
    }
}
