package org.tradepost.users.session.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.identity.RevokedIds;
import org.tradepost.users.session.control.RevokedList;

/** What everybody who checks access tokens asks every few seconds. */
@Path("/internal/session-revocations")
@ApplicationScoped
@RequiresPermission(Permissions.Internal.SESSION_REVOCATIONS)
@Produces(MediaType.APPLICATION_JSON)
public class SessionRevocationsResource {

    @Inject
    RevokedList list;

    @GET
    public RevokedIds revoked() {
        return list.read();
    }
}
