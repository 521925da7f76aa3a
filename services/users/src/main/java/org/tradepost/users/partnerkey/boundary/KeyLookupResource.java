package org.tradepost.users.partnerkey.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.RequestValidation;
import org.tradepost.users.UsersError;
import org.tradepost.users.authentication.entity.AccessToken;
import org.tradepost.users.partnerkey.control.IssueToSigner;
import org.tradepost.users.partnerkey.control.Nonces;
import org.tradepost.users.partnerkey.control.PartnerKeys;

/** What the gateway asks while it checks a signed message. */
@Path("/internal")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class KeyLookupResource {

    @Inject
    RequestValidation validation;

    @Inject
    PartnerKeys keys;

    @Inject
    Nonces nonces;

    @Inject
    IssueToSigner issueToSigner;

    @GET
    @Path("/signing-keys/{id}")
    @RequiresPermission(Permissions.Internal.SIGNING_KEY_LOOKUP)
    public KnownKeyResponse key(@PathParam("id") UUID id) {
        return keys.known(id)
                .map(KnownKeyResponse::of)
                .orElseThrow(() -> new ProblemException(CommonError.NOT_FOUND, "There is no such signing key"));
    }

    @GET
    @Path("/signing-keys/required-owners")
    @RequiresPermission(Permissions.Internal.SIGNING_KEY_LOOKUP)
    public RequiredOwners requiredOwners() {
        return new RequiredOwners(keys.requiredOwners());
    }

    /** The caller has verified a signature by this key. */
    @POST
    @Path("/signing-keys/{id}/token")
    @RequiresPermission(Permissions.Internal.SIGNING_KEY_EXCHANGE)
    @Consumes(MediaType.WILDCARD)
    public Response token(@PathParam("id") UUID id) {
        AccessToken token = issueToSigner.execute(id);
        return Response.ok(
                        new SignerTokenResponse(token.value(), token.lifetime().toSeconds()))
                .header("Cache-Control", "no-store")
                .build();
    }

    /** 204 for the first claim, 409 for every other. */
    @POST
    @Path("/nonces")
    @RequiresPermission(Permissions.Internal.NONCE_CLAIM)
    public Response claim(NonceClaim request) {
        NonceClaim claim = validation.valid(request);
        if (!nonces.claim(claim.keyId(), claim.nonce())) {
            throw new ProblemException(UsersError.NONCE_USED, "This nonce was used before");
        }
        return Response.noContent().build();
    }
}
