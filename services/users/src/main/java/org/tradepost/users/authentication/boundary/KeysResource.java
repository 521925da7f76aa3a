package org.tradepost.users.authentication.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.tradepost.shared.identity.PublicEndpoint;
import org.tradepost.users.authentication.control.SigningKeys;

/** The public keys with which anybody can check an access token (RFC 7517). */
@Path("/oauth2/jwks")
@ApplicationScoped
public class KeysResource {

    @Inject
    SigningKeys keys;

    @GET
    @PublicEndpoint
    @Produces(MediaType.APPLICATION_JSON)
    public Response keys() {
        return Response.ok(keys.published().toJSONObject(true))
                .header("Cache-Control", "public, max-age=60")
                .build();
    }
}
