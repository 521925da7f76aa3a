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
import org.tradepost.users.oauth.control.AuthenticateClient;
import org.tradepost.users.oauth.control.GrantToClient;
import org.tradepost.users.oauth.control.RefreshSession;
import org.tradepost.users.oauth.entity.IssuedTokens;
import org.tradepost.users.oauth.entity.OAuthError;
import org.tradepost.users.oauth.entity.OAuthRefusal;
import org.tradepost.users.session.entity.RefreshToken;

/** The token endpoint (RFC 6749, section 3.2). */
@Path("/oauth2/token")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(MediaType.APPLICATION_JSON)
public class TokenResource {

    @Inject
    AuthenticateClient authenticate;

    @Inject
    GrantToClient grantToClient;

    @Inject
    RefreshSession refreshSession;

    @POST
    @PublicEndpoint
    public Response token(
            @HeaderParam("Authorization") String authorization, MultivaluedMap<String, String> parameters) {
        TokenForm form = new TokenForm(parameters, authorization);
        IssuedTokens issued =
                switch (form.required("grant_type")) {
                    case "client_credentials" ->
                        grantToClient.execute(authenticate.execute(form.credentials()), form.scope());
                    case "refresh_token" ->
                        refreshSession.execute(form.credentials(), new RefreshToken(form.required("refresh_token")));
                    default ->
                        throw new OAuthRefusal(OAuthError.UNSUPPORTED_GRANT_TYPE, "This grant type is not supported");
                };
        return Response.ok(TokenAnswer.of(issued))
                .header("Cache-Control", "no-store")
                .build();
    }
}
