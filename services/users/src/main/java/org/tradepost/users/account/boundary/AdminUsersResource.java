package org.tradepost.users.account.boundary;

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
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.EntityTags;
import org.tradepost.users.RequestValidation;
import org.tradepost.users.account.control.AccountList;
import org.tradepost.users.account.control.EraseUser;
import org.tradepost.users.account.control.GovernUser;
import org.tradepost.users.account.control.OpenAccount;
import org.tradepost.users.account.control.OpenAccount.Opened;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.Email;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.account.entity.UserStatus;

/** Administration of all accounts. */
@Path("/api/v1/admin/users")
@ApplicationScoped
@RequiresPermission(Permissions.USER_ADMIN)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AdminUsersResource {

    @Inject
    CallerContext callers;

    @Inject
    RequestValidation validation;

    @Inject
    AccountList list;

    @Inject
    OpenAccount openAccount;

    @Inject
    GovernUser governUser;

    @Inject
    EraseUser eraseUser;

    @GET
    public Response users(
            @QueryParam("status") String status,
            @QueryParam("email") String email,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo uri) {
        PageRequest request = PageRequest.ofText(limit, cursor, AccountList.CURSOR_KEYS);
        return list.page(filter("status", status, UserStatus::of), filter("email", email, Email::new), request)
                .toResponse(uri);
    }

    /** No idempotency key is taken: the token would be in the answer that is kept. */
    @POST
    public Response open(OpenAccountRequest request) {
        Opened opened = openAccount.execute(validation.valid(request).personalData());
        // Not Response.created, which puts the address of this server before it.
        return Response.status(Response.Status.CREATED)
                .header("Location", "/api/v1/users/" + opened.account().id())
                .entity(OpenedAccountResponse.of(opened))
                .header("Cache-Control", "no-store")
                .build();
    }

    /** Roles are changed by people only: an API key that could would soon have a person's permissions. */
    @PATCH
    @Path("/{id}")
    public Response govern(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, GovernRequest request) {
        if (request != null && request.roles() != null) {
            callers.caller().require(Permissions.CREDENTIAL_MANAGE);
        }
        GovernRequest change = validation.valid(request);
        Account account = governUser.execute(new UserId(id), ifMatch, change.newRoles(), change.newStatus());
        return Response.ok(UserResponse.of(account.view()))
                .header("ETag", EntityTags.of(account.version()))
                .build();
    }

    @DELETE
    @Path("/{id}")
    public Response erase(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        eraseUser.execute(new UserId(id), ifMatch);
        return Response.noContent().build();
    }

    private static <T> Optional<T> filter(String name, String text, Function<String, T> read) {
        try {
            return Optional.ofNullable(text).map(read);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(CommonError.VALIDATION_ERROR, name + " " + e.getMessage())
                    .field(name, e.getMessage());
        }
    }
}
