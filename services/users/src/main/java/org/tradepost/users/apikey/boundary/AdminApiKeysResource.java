package org.tradepost.users.apikey.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.UUID;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.users.RequestValidation;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.apikey.control.ApiKeyList;

/** Everybody's API keys, for administrators who logged in: a key may not even list them. */
@Path("/api/v1/admin/api-keys")
@ApplicationScoped
@RequiresPermission(Permissions.USER_ADMIN)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AdminApiKeysResource {

    @Inject
    CallerContext callers;

    @Inject
    RequestValidation validation;

    @Inject
    KeyCreation creation;

    @Inject
    ApiKeyList list;

    @GET
    public Response keys(
            @QueryParam("userId") String userId,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        callers.caller().require(Permissions.CREDENTIAL_MANAGE);
        PageRequest request = PageRequest.ofText(limit, cursor, ApiKeyList.CURSOR_KEYS);
        return list.page(Optional.ofNullable(userId).map(AdminApiKeysResource::user), request)
                .map(KeyResponse::of)
                .toResponse(uri);
    }

    @POST
    public Response create(AdminCreateKeyRequest request) {
        callers.caller().require(Permissions.CREDENTIAL_MANAGE);
        AdminCreateKeyRequest wanted = validation.valid(request);
        if (wanted.userId() == null) {
            throw new ProblemException(CommonError.VALIDATION_ERROR, "userId must not be null")
                    .field("userId", "must not be null");
        }
        return creation.execute(new UserId(wanted.userId()), wanted.key());
    }

    private static UserId user(String text) {
        try {
            return new UserId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(CommonError.MALFORMED_REQUEST, "userId must be a UUID")
                    .field("userId", "must be a UUID");
        }
    }
}
