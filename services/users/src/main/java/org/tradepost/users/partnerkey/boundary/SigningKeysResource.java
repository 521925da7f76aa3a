package org.tradepost.users.partnerkey.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.users.RequestValidation;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.partnerkey.control.PartnerKeys;
import org.tradepost.users.partnerkey.control.RegisterKey;
import org.tradepost.users.partnerkey.entity.PartnerKey;

/** The public keys that one signs messages with. A single one may be anybody's for an administrator; somebody else's does not exist. */
@Path("/api/v1/signing-keys")
@ApplicationScoped
@RequiresPermission(Permissions.CREDENTIAL_MANAGE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SigningKeysResource {

    @Inject
    CallerContext callers;

    @Inject
    RequestValidation validation;

    @Inject
    RegisterKey registerKey;

    @Inject
    PartnerKeys keys;

    @POST
    public Response register(RegisterKeyRequest request) {
        RegisterKeyRequest wanted = validation.valid(request);
        UserId owner = new UserId(callers.caller().userId());
        return created(registerKey.execute(
                owner, wanted.checkedName(), wanted.checkedKey(), Boolean.TRUE.equals(wanted.required())));
    }

    @GET
    public Response list(@QueryParam("limit") String limit, @QueryParam("cursor") String cursor, @Context UriInfo uri) {
        PageRequest request = PageRequest.ofText(limit, cursor, PartnerKeys.CURSOR_KEYS);
        return keys.page(new UserId(callers.caller().userId()), request)
                .map(SigningKeyResponse::of)
                .toResponse(uri);
    }

    @GET
    @Path("/{id}")
    public SigningKeyResponse key(@PathParam("id") UUID id) {
        return SigningKeyResponse.of(registerKey.require(id, callers.caller()));
    }

    @POST
    @Path("/{id}/rotate")
    public Response rotate(@PathParam("id") UUID id, ReplaceKeyRequest request) {
        ReplaceKeyRequest wanted = validation.valid(request);
        return created(registerKey.replace(id, callers.caller(), wanted.checkedKey(), wanted.checkedOverlap()));
    }

    @DELETE
    @Path("/{id}")
    public Response revoke(@PathParam("id") UUID id) {
        registerKey.revoke(id, callers.caller());
        return Response.noContent().build();
    }

    private static Response created(PartnerKey key) {
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/v1/signing-keys/" + key.id())
                .entity(SigningKeyResponse.of(key))
                .build();
    }
}
