package org.tradepost.users.apikey.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.tradepost.shared.identity.ApiKeySecret;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.account.entity.RolesConverter;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.apikey.entity.ApiKey;
import org.tradepost.users.apikey.entity.KeyGrant;
import org.tradepost.users.apikey.entity.KeyName;
import org.tradepost.users.apikey.entity.KeyOwner;
import org.tradepost.users.apikey.entity.KeyPermissions;

/** The stored keys. Whether one is still good is decided by the database's clock, which all replicas share. */
@ApplicationScoped
public class ApiKeyStore {

    private static final RolesConverter ROLES = new RolesConverter();

    private final Jdbi jdbi;

    @Inject
    public ApiKeyStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected ApiKeyStore() {
        this(null);
    }

    /** Locks the account until the end of the transaction, so that two requests cannot both make the last key allowed. */
    Optional<KeyOwner> lockOwner(UserId owner) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT roles FROM user_account WHERE id = :owner FOR NO KEY UPDATE")
                .bind("owner", owner.value())
                .mapTo(String.class)
                .findOne()
                .map(ROLES::convertToEntityAttribute)
                .map(roles -> new KeyOwner(
                        owner,
                        roles,
                        // Counted by a statement of its own, which sees what was committed while this one waited.
                        handle.createQuery(
                                        """
                                        SELECT count(*) FROM api_key
                                        WHERE owner_id = :owner AND revoked_at IS NULL AND expires_at > now()
                                        """)
                                .bind("owner", owner.value())
                                .mapTo(Integer.class)
                                .one())));
    }

    Optional<ApiKey> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM api_key WHERE id = :id")
                .bind("id", id)
                .map(ApiKeyStore::key)
                .findOne());
    }

    void insert(ApiKey key, ApiKeySecret secret) {
        jdbi.useHandle(handle -> terms(
                        handle.createUpdate(
                                """
                                INSERT INTO api_key (id, owner_id, name, secret_hash, last_four, permissions,
                                    requests_per_minute, expires_at, created_at, version)
                                VALUES (:id, :owner, :name, :hash, :lastFour, :permissions,
                                    :limit, :expiresAt, :createdAt, :version)
                                """),
                        key)
                .bind("owner", key.owner().value())
                .bind("hash", secret.hash())
                .bind("lastFour", key.lastFour())
                .bind("createdAt", utc(key.createdAt()))
                .execute());
    }

    /** Stores new terms over the version before. Answers whether that was still the stored one, and not revoked. */
    boolean update(ApiKey changed) {
        return jdbi.withHandle(handle -> terms(
                                handle.createUpdate(
                                        """
                                        UPDATE api_key SET name = :name, permissions = :permissions,
                                            requests_per_minute = :limit, expires_at = :expiresAt, version = :version
                                        WHERE id = :id AND version = :version - 1 AND revoked_at IS NULL
                                        """),
                                changed)
                        .execute()
                == 1);
    }

    /**
     * Replaces the secret of this version of a key; the one it had is taken for the overlap, any older one no more. Answers whether
     * the version was still the stored one, and not revoked.
     */
    boolean rotate(ApiKey key, ApiKeySecret secret, Duration overlap) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                """
                                UPDATE api_key SET
                                    previous_hash = CASE WHEN :overlap > 0 THEN secret_hash END,
                                    previous_until = CASE WHEN :overlap > 0 THEN now() + make_interval(secs => :overlap) END,
                                    secret_hash = :hash, last_four = :lastFour, version = version + 1
                                WHERE id = :id AND version = :version AND revoked_at IS NULL
                                """)
                        .bind("id", key.id())
                        .bind("version", key.version())
                        .bind("hash", secret.hash())
                        .bind("lastFour", secret.lastFour())
                        .bind("overlap", overlap.toSeconds())
                        .execute()
                == 1);
    }

    /** Once for all: a key that was revoked before stays as it is. */
    void revoke(UUID id) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        """
                        UPDATE api_key SET revoked_at = now(), previous_hash = NULL, previous_until = NULL,
                            version = version + 1
                        WHERE id = :id AND revoked_at IS NULL
                        """)
                .bind("id", id)
                .execute());
    }

    /**
     * What a key that was presented is good for; empty when it is not, whatever the reason. Found by its hash alone: nothing that
     * was guessed is ever compared with a secret.
     */
    Optional<KeyGrant> grant(ApiKeySecret presented) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                        SELECT k.id, k.owner_id, k.permissions, k.requests_per_minute, u.roles,
                            floor(extract(epoch FROM
                                CASE WHEN k.secret_hash = :hash THEN k.expires_at
                                     ELSE least(k.expires_at, k.previous_until) END - now()))::bigint AS seconds,
                            k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute' AS use_unrecorded
                        FROM api_key k JOIN user_account u ON u.id = k.owner_id
                        WHERE (k.secret_hash = :hash OR (k.previous_hash = :hash AND k.previous_until > now()))
                            AND k.revoked_at IS NULL AND k.expires_at > now() AND u.status = 'ACTIVE'
                        """)
                .bind("hash", presented.hash())
                .map(ApiKeyStore::grant)
                .findOne());
    }

    /** Writes at most once a minute and key, however often it is called. */
    void recordUse(UUID id) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        """
                        UPDATE api_key SET last_used_at = now()
                        WHERE id = :id AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
                        """)
                .bind("id", id)
                .execute());
    }

    private static <T extends SqlStatement<T>> T terms(T statement, ApiKey key) {
        return statement
                .bind("id", key.id())
                .bind("name", key.name().value())
                .bindArray("permissions", String.class, key.permissions())
                .bind("limit", key.requestsPerMinute())
                .bind("expiresAt", utc(key.expiresAt()))
                .bind("version", key.version());
    }

    static ApiKey key(ResultSet row, StatementContext context) throws SQLException {
        return new ApiKey(
                row.getObject("id", UUID.class),
                new UserId(row.getObject("owner_id", UUID.class)),
                new KeyName(row.getString("name")),
                row.getString("last_four"),
                permissions(row),
                row.getInt("requests_per_minute"),
                instant(row, "expires_at"),
                instant(row, "previous_until"),
                instant(row, "revoked_at"),
                instant(row, "last_used_at"),
                instant(row, "created_at"),
                row.getLong("version"));
    }

    private static KeyGrant grant(ResultSet row, StatementContext context) throws SQLException {
        Set<Role> roles = ROLES.convertToEntityAttribute(row.getString("roles"));
        SortedSet<String> effective = KeyPermissions.effective(permissions(row), roles);
        return new KeyGrant(
                row.getObject("id", UUID.class),
                new UserId(row.getObject("owner_id", UUID.class)),
                KeyPermissions.rolesWithin(effective, roles),
                effective,
                row.getInt("requests_per_minute"),
                Duration.ofSeconds(Math.max(1, row.getLong("seconds"))),
                row.getBoolean("use_unrecorded"));
    }

    private static SortedSet<String> permissions(ResultSet row) throws SQLException {
        return new TreeSet<>(
                Arrays.asList((String[]) row.getArray("permissions").getArray()));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
