package org.tradepost.users.session.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.tradepost.shared.identity.Authenticated;
import org.tradepost.shared.identity.Caller;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.users.session.control.Sessions;
import org.tradepost.users.session.entity.EndReason;

/** Logging out: the session ends, and with it its refresh token at once and its access tokens within seconds. */
@Path("/api/v1/logout")
@ApplicationScoped
public class LogoutResource {

    @Inject
    CallerContext callers;

    @Inject
    Sessions sessions;

    @POST
    @Authenticated
    public Response logOut() {
        Caller caller = callers.caller();
        if (caller.hasAccount() && caller.sessionId() != null) {
            sessions.end(UUID.fromString(caller.sessionId()), EndReason.LOGOUT);
        }
        return Response.noContent().build();
    }
}
