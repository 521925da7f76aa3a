package org.tradepost.users.account.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.PublicEndpoint;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.observability.BusinessOperation;
import org.tradepost.shared.rest.EntityTags;
import org.tradepost.users.RequestValidation;
import org.tradepost.users.account.control.CachedAccounts;
import org.tradepost.users.account.control.UpdateUser;
import org.tradepost.users.account.entity.AccountView;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.password.control.PasswordFingerprint;
import org.tradepost.users.password.entity.NewPassword;

/** Version 2 of the users: as version 1, with avatar, time of registration and a profile for display. */
@Path("/api/v2/users")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class UsersV2Resource {

    private static final String COLLECTION = "/api/v2/users";

    @Inject
    CallerContext callers;

    @Inject
    RequestValidation validation;

    @Inject
    PasswordFingerprint fingerprint;

    @Inject
    Registration registration;

    @Inject
    CachedAccounts accounts;

    @Inject
    UpdateUser updateUser;

    @BusinessOperation("user.register")
    @POST
    @PublicEndpoint
    public CompletionStage<Response> register(
            @HeaderParam("Idempotency-Key") String idempotencyKey, RegisterRequestV2 request) {
        RegisterRequestV2 registered = validation.valid(request);
        return registration.execute(
                COLLECTION,
                idempotencyKey,
                registered.withPassword(fingerprint.of(registered.password())),
                registered.personalData(),
                new NewPassword(registered.password()),
                UserResponseV2::of);
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(Permissions.USER_READ)
    public Response user(@PathParam("id") UUID id) {
        callers.caller().requireOwnerOrAdmin(id);
        return answer(accounts.require(new UserId(id)));
    }

    @PUT
    @Path("/{id}")
    @RequiresPermission(Permissions.USER_WRITE)
    public Response update(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, UpdateRequestV2 request) {
        callers.caller().requireOwnerOrAdmin(id);
        return answer(updateUser
                .execute(new UserId(id), ifMatch, validation.valid(request)::over)
                .view());
    }

    @GET
    @Path("/{id}/profile")
    @RequiresPermission(Permissions.USER_READ)
    public Response profile(@PathParam("id") UUID id) {
        callers.caller().requireOwnerOrAdmin(id);
        return Response.ok(ProfileResponse.of(accounts.require(new UserId(id)))).build();
    }

    private static Response answer(AccountView account) {
        return Response.ok(UserResponseV2.of(account))
                .header("ETag", EntityTags.of(account.version()))
                .build();
    }
}
