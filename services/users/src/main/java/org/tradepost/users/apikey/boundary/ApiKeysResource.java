package org.tradepost.users.apikey.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.rest.EntityTags;
import org.tradepost.users.RequestValidation;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.apikey.control.ApiKeyList;
import org.tradepost.users.apikey.control.ChangeKey;
import org.tradepost.users.apikey.control.KeyAccess;
import org.tradepost.users.apikey.control.RevokeKey;
import org.tradepost.users.apikey.control.RotateKey;
import org.tradepost.users.apikey.entity.ApiKey;

/** One's own API keys; a single one may be anybody's for an administrator. Somebody else's does not exist (404). */
@Path("/api/v1/api-keys")
@ApplicationScoped
@RequiresPermission(Permissions.CREDENTIAL_MANAGE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ApiKeysResource {

    @Inject
    CallerContext callers;

    @Inject
    RequestValidation validation;

    @Inject
    KeyCreation creation;

    @Inject
    ApiKeyList list;

    @Inject
    KeyAccess access;

    @Inject
    ChangeKey changeKey;

    @Inject
    RotateKey rotateKey;

    @Inject
    RevokeKey revokeKey;

    @POST
    public Response create(CreateKeyRequest request) {
        CreateKeyRequest wanted = validation.valid(request);
        return creation.execute(new UserId(callers.caller().userId()), wanted);
    }

    @GET
    public Response keys(@QueryParam("limit") String limit, @QueryParam("cursor") String cursor, @Context UriInfo uri) {
        UserId owner = new UserId(callers.caller().userId());
        PageRequest request = PageRequest.ofText(limit, cursor, ApiKeyList.CURSOR_KEYS);
        return list.page(Optional.of(owner), request).map(KeyResponse::of).toResponse(uri);
    }

    @GET
    @Path("/{id}")
    public Response key(@PathParam("id") UUID id) {
        return answer(access.require(id, callers.caller()));
    }

    @PATCH
    @Path("/{id}")
    public Response change(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, ChangeKeyRequest request) {
        ChangeKeyRequest change = validation.valid(request);
        Instant now = Instant.now();
        return answer(changeKey.execute(id, callers.caller(), ifMatch, terms -> change.over(terms, now)));
    }

    @POST
    @Path("/{id}/rotate")
    public Response rotate(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, RotateKeyRequest request) {
        Long seconds = validation.valid(request).overlapSeconds();
        Duration overlap = seconds == null ? Duration.ZERO : KeyFields.overlap(seconds);
        return KeyCreation.shown(Response.ok(), rotateKey.execute(id, callers.caller(), ifMatch, overlap))
                .build();
    }

    @DELETE
    @Path("/{id}")
    public Response revoke(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        revokeKey.execute(id, callers.caller(), ifMatch);
        return Response.noContent().build();
    }

    private static Response answer(ApiKey key) {
        return Response.ok(KeyResponse.of(key))
                .header("ETag", EntityTags.of(key.version()))
                .build();
    }
}
