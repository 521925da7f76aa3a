package org.tradepost.users.personaldata.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.tradepost.shared.encryption.DataKeyUse;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;

/** How many values of this service each data key encrypts: what to look at before a key is removed. */
@Path("/api/v1/admin/data-keys/users")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiresPermission(Permissions.KEY_ADMIN)
public class DataKeysResource {

    @Inject
    DataKeyUse use;

    @GET
    public DataKeyUse.Report use() {
        return use.report();
    }
}
