package org.tradepost.shared.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;

/** How this process is set; the gateway joins it with that of the other services. */
@Path("/internal/config")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiresPermission(Permissions.Internal.CONFIG_READ)
public class SettingsResource {

    @Inject
    LiveSettings settings;

    @GET
    public SettingsReport report() {
        return settings.report();
    }
}
