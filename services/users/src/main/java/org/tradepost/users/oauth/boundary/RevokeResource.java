package org.tradepost.users.oauth.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.tradepost.shared.identity.PublicEndpoint;
import org.tradepost.users.oauth.control.RevokeToken;

/** Giving tokens back (RFC 7009). The answer to a token that nobody knows is the same as to any other. */
@Path("/oauth2/revoke")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(MediaType.APPLICATION_JSON)
public class RevokeResource {

    @Inject
    RevokeToken revokeToken;

    @POST
    @PublicEndpoint
    public Response revoke(
            @HeaderParam("Authorization") String authorization, MultivaluedMap<String, String> parameters) {
        TokenForm form = new TokenForm(parameters, authorization);
        revokeToken.execute(form.credentials(), form.required("token"));
        return Response.ok().header("Cache-Control", "no-store").build();
    }
}
