package org.tradepost.users.apikey.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.apikey.entity.ApiKey;

/** The list of keys, newest first, those that open nothing any more among them. */
@ApplicationScoped
public class ApiKeyList {

    /** How many key columns a cursor of this list has. */
    public static final int CURSOR_KEYS = 1;

    private final Jdbi jdbi;

    @Inject
    public ApiKeyList(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy only. */
    protected ApiKeyList() {
        this(null);
    }

    /** @param owner whose keys; everybody's when empty */
    public Page<ApiKey> page(Optional<UserId> owner, PageRequest request) {
        Optional<UUID> after = request.isFirst() ? Optional.empty() : Optional.of(key(request));
        List<String> conditions = new ArrayList<>();
        owner.ifPresent(id -> conditions.add("owner_id = :owner"));
        after.ifPresent(id -> conditions.add("id < :after"));
        String where = conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
        List<ApiKey> rows = jdbi.withHandle(handle -> {
            Query query = handle.createQuery("SELECT * FROM api_key %s ORDER BY id DESC LIMIT :rows".formatted(where))
                    .bind("rows", request.rowsToRead());
            owner.ifPresent(id -> query.bind("owner", id.value()));
            after.ifPresent(id -> query.bind("after", id));
            return query.map(ApiKeyStore::key).list();
        });
        return Page.of(rows, request, row -> List.of(row.id().toString()));
    }

    private static UUID key(PageRequest request) {
        try {
            return UUID.fromString(request.after().get(0));
        } catch (IllegalArgumentException e) {
            throw PageRequest.badCursor();
        }
    }
}
