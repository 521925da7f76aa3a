package org.tradepost.users.authentication.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.users.authentication.control.SigningKeys;
import org.tradepost.users.authentication.entity.SigningKey;

/** The keys that sign access tokens, for whoever may replace them. */
@Path("/api/v1/admin/signing-keys")
@ApplicationScoped
@RequiresPermission(Permissions.KEY_ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class TokenKeysResource {

    /** All keys there are. */
    public record KeyList(List<KeyView> items) {}

    /**
     * One of them.
     *
     * @param signing whether new tokens are signed with it at present
     */
    public record KeyView(String id, String state, boolean signing, Instant createdAt, Instant retiredAt) {}

    @Inject
    SigningKeys keys;

    @GET
    public KeyList list() {
        return shown(keys.all());
    }

    @POST
    @Path("/rotation")
    public KeyList rotate() {
        return shown(keys.rotate());
    }

    private KeyList shown(List<SigningKey> all) {
        return new KeyList(all.stream()
                .map(key -> new KeyView(
                        key.key().getKeyID(), key.state().name(), keys.signs(key), key.createdAt(), key.retiredAt()))
                .toList());
    }
}
