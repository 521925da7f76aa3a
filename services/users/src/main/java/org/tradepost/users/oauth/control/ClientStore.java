package org.tradepost.users.oauth.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.users.oauth.entity.Client;

/** Partners' clients in the database. */
@ApplicationScoped
public class ClientStore {

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

    private static Client client(ResultSet row) throws SQLException {
        return new Client(
                row.getString("client_id"),
                new TreeSet<>(List.of((String[]) row.getArray("permissions").getArray())),
                Optional.ofNullable(row.getObject("owner_user_id", UUID.class)),
                List.of(row.getBytes("secret_hash")));
    }
}
