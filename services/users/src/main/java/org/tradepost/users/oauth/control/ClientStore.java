package org.tradepost.users.oauth.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.users.oauth.entity.Client;
import org.tradepost.users.oauth.entity.ClientSecret;
import org.tradepost.users.oauth.entity.Partner;

/** Partners' clients in the database. Their ids grow with time. */
@ApplicationScoped
public class ClientStore {

    /** How many key columns a cursor of the list has. */
    public static final int CURSOR_KEYS = 1;

    private final Jdbi jdbi;

    @Inject
    public ClientStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected ClientStore() {
        this(null);
    }

    /** A client that may be used. */
    public Optional<Client> active(String clientId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                        SELECT client_id, permissions, owner_user_id, secret_hash FROM oauth_client
                        WHERE client_id = :id AND status = 'ACTIVE'
                        """)
                .bind("id", clientId)
                .map((row, context) -> client(row))
                .findOne());
    }

    public Page<Partner> page(PageRequest request) {
        String after = request.isFirst() ? "" : "AND client_id < :after";
        List<Partner> rows = jdbi.withHandle(handle -> {
            Query query = handle.createQuery(
                            "SELECT * FROM oauth_client WHERE kind = 'PARTNER' %s ORDER BY client_id DESC LIMIT :rows"
                                    .formatted(after))
                    .bind("rows", request.rowsToRead());
            if (!request.isFirst()) {
                query.bind("after", request.after().get(0));
            }
            return query.map((row, context) -> partner(row)).list();
        });
        return Page.of(rows, request, row -> List.of(row.id()));
    }

    /** The clients that act for a user, revoked ones among them. */
    public List<Partner> ownedBy(UUID owner) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT * FROM oauth_client WHERE owner_user_id = :owner ORDER BY client_id")
                .bind("owner", owner)
                .map((row, context) -> partner(row))
                .list());
    }

    Partner insert(String id, String name, Set<String> permissions, UUID owner, ClientSecret secret) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                        INSERT INTO oauth_client
                            (client_id, secret_hash, name, kind, permissions, owner_user_id, status)
                        VALUES (:id, :hash, :name, 'PARTNER', :permissions, CAST(:owner AS uuid), 'ACTIVE') RETURNING *
                        """)
                .bind("id", id)
                .bind("hash", secret.hash())
                .bind("name", name)
                .bindArray("permissions", String.class, permissions)
                .bind("owner", owner)
                .map((row, context) -> partner(row))
                .one());
    }

    /** Empty when there is no such client or it was revoked. */
    Optional<Partner> replaceSecret(String id, ClientSecret secret) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                        UPDATE oauth_client SET secret_hash = :hash, secret_set_at = now()
                        WHERE client_id = :id AND status = 'ACTIVE' RETURNING *
                        """)
                .bind("id", id)
                .bind("hash", secret.hash())
                .map((row, context) -> partner(row))
                .findOne());
    }

    /** Whether there is such a client, revoked before or now. */
    boolean revoke(String id) {
        return jdbi.withHandle(
                        handle -> handle.execute("UPDATE oauth_client SET status = 'REVOKED' WHERE client_id = ?", id))
                == 1;
    }

    private static Partner partner(ResultSet row) throws SQLException {
        return new Partner(
                row.getString("client_id"),
                row.getString("name"),
                permissions(row),
                row.getObject("owner_user_id", UUID.class),
                row.getString("status"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("secret_set_at", OffsetDateTime.class).toInstant());
    }

    private static Client client(ResultSet row) throws SQLException {
        return new Client(
                row.getString("client_id"),
                permissions(row),
                Optional.ofNullable(row.getObject("owner_user_id", UUID.class)),
                List.of(row.getBytes("secret_hash")));
    }

    private static SortedSet<String> permissions(ResultSet row) throws SQLException {
        return new TreeSet<>(List.of((String[]) row.getArray("permissions").getArray()));
    }
}
