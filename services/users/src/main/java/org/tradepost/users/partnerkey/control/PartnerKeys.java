package org.tradepost.users.partnerkey.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.signing.VerificationKey;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.partnerkey.entity.KnownKey;
import org.tradepost.users.partnerkey.entity.PartnerKey;

/** The stored keys. Whether one is active is decided by the database's clock, which all replicas share. */
@ApplicationScoped
public class PartnerKeys {

    /** How many key columns a cursor of a list has. */
    public static final int CURSOR_KEYS = 1;

    private static final String ACTIVE = "k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())";

    private final Jdbi jdbi;

    @Inject
    public PartnerKeys(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected PartnerKeys() {
        this(null);
    }

    /** Locks the account until the end of the transaction, so that two requests cannot both make the last key allowed. */
    Optional<Integer> lockOwnerAndCount(UserId owner) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT 1 FROM user_account WHERE id = :owner FOR NO KEY UPDATE")
                        .bind("owner", owner.value())
                        .mapTo(Integer.class)
                        .findOne()
                        .map(found -> handle.createQuery(
                                        "SELECT count(*) FROM partner_key k WHERE k.owner_id = :owner AND " + ACTIVE)
                                .bind("owner", owner.value())
                                .mapTo(Integer.class)
                                .one()));
    }

    /** Answers whether it was stored: not when the owner has had this very key before. */
    boolean insert(PartnerKey key) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                """
                                INSERT INTO partner_key (id, owner_id, name, algorithm, jwk, thumbprint, required, created_at)
                                VALUES (:id, :owner, :name, :algorithm, :jwk, :thumbprint, :required, :createdAt)
                                ON CONFLICT (owner_id, thumbprint) DO NOTHING
                                """)
                        .bind("id", key.id())
                        .bind("owner", key.owner().value())
                        .bind("name", key.name())
                        .bind("algorithm", key.key().algorithm().registeredName())
                        .bind("jwk", key.key().toJwk(null).toJSONString())
                        .bind("thumbprint", key.key().thumbprint())
                        .bind("required", key.required())
                        .bind("createdAt", key.createdAt().atOffset(ZoneOffset.UTC))
                        .execute()
                == 1);
    }

    Optional<PartnerKey> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT k.* FROM partner_key k WHERE k.id = :id")
                .bind("id", id)
                .map(PartnerKeys::key)
                .findOne());
    }

    /** The key together with whether it may be used now. */
    public Optional<KnownKey> known(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                        SELECT k.*, a.status = 'ACTIVE' AND %s AS usable
                        FROM partner_key k JOIN user_account a ON a.id = k.owner_id WHERE k.id = :id
                        """
                                .formatted(ACTIVE))
                .bind("id", id)
                .map((row, context) -> new KnownKey(key(row, context), row.getBoolean("usable")))
                .findOne());
    }

    /** Everybody whose requests must be signed. */
    public List<UUID> requiredOwners() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT DISTINCT k.owner_id FROM partner_key k WHERE k.required AND " + ACTIVE)
                .mapTo(UUID.class)
                .list());
    }

    /** Ends an active key after the overlap. Answers whether it was active and not ending already. */
    boolean endAfter(UUID id, Duration overlap) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                """
                                UPDATE partner_key SET expires_at = now() + make_interval(secs => :overlap)
                                WHERE id = :id AND revoked_at IS NULL AND expires_at IS NULL
                                """)
                        .bind("id", id)
                        .bind("overlap", overlap.toSeconds())
                        .execute()
                == 1);
    }

    /** Revokes for ever; a second time changes nothing. */
    void revoke(UUID id) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE partner_key SET revoked_at = now() WHERE id = :id AND revoked_at IS NULL")
                .bind("id", id)
                .execute());
    }

    /** The keys of an owner, newest first, those that are not accepted any more among them. */
    public Page<PartnerKey> page(UserId owner, PageRequest request) {
        String after = request.isFirst() ? "" : "AND k.id < :after";
        List<PartnerKey> rows = jdbi.withHandle(handle -> {
            Query query = handle.createQuery(
                            "SELECT k.* FROM partner_key k WHERE k.owner_id = :owner %s ORDER BY k.id DESC LIMIT :rows"
                                    .formatted(after))
                    .bind("owner", owner.value())
                    .bind("rows", request.rowsToRead());
            if (!request.isFirst()) {
                query.bind("after", cursorKey(request));
            }
            return query.map(PartnerKeys::key).list();
        });
        return Page.of(rows, request, row -> List.of(row.id().toString()));
    }

    private static UUID cursorKey(PageRequest request) {
        try {
            return UUID.fromString(request.after().get(0));
        } catch (IllegalArgumentException e) {
            throw PageRequest.badCursor();
        }
    }

    private static PartnerKey key(ResultSet row, StatementContext context) throws SQLException {
        return new PartnerKey(
                row.getObject("id", UUID.class),
                new UserId(row.getObject("owner_id", UUID.class)),
                row.getString("name"),
                VerificationKey.read(row.getString("jwk")),
                row.getBoolean("required"),
                instant(row, "created_at"),
                instant(row, "expires_at"),
                instant(row, "revoked_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
