package org.tradepost.users.account.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.idempotency.IdempotentRequests;
import org.tradepost.shared.idempotency.StoredResponse;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.shared.rest.EntityTags;
import org.tradepost.shared.rest.Refusals;
import org.tradepost.users.RequestValidation;
import org.tradepost.users.account.control.Accounts;
import org.tradepost.users.account.control.CachedAccounts;
import org.tradepost.users.account.control.ChangePassword;
import org.tradepost.users.account.entity.Account;
import org.tradepost.users.account.entity.AccountView;
import org.tradepost.users.account.entity.UserId;
import org.tradepost.users.password.control.PasswordFingerprint;
import org.tradepost.users.password.control.PasswordHashing;
import org.tradepost.users.password.entity.NewPassword;
import org.tradepost.users.password.entity.PasswordHash;

/** The caller's own account, without having to know its id. */
@Path("/api/v1/profile")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class OwnProfileResource {

    @Inject
    CallerContext callers;

    @Inject
    RequestValidation validation;

    @Inject
    CachedAccounts cached;

    @Inject
    Accounts accounts;

    @Inject
    PasswordHashing hashing;

    @Inject
    PasswordFingerprint fingerprint;

    @Inject
    IdempotentRequests idempotent;

    @Inject
    ChangePassword changePassword;

    @Inject
    AuditTrail audit;

    @Resource
    ManagedExecutorService executor;

    @GET
    @RequiresPermission(Permissions.USER_READ)
    public Response profile() {
        AccountView account = cached.require(new UserId(callers.caller().userId()));
        return Response.ok(UserResponse.of(account))
                .header("ETag", EntityTags.of(account.version()))
                .build();
    }

    /** Checks and hashes before the transaction; a repeated request gets its first answer although the password is another now. */
    @POST
    @Path("/password")
    @RequiresPermission(Permissions.CREDENTIAL_MANAGE)
    public CompletionStage<Response> changePassword(
            @HeaderParam("Idempotency-Key") String idempotencyKey, ChangePasswordRequest request) {
        ChangePasswordRequest change = validation.valid(request);
        String scope = callers.scope();
        UUID session = Optional.ofNullable(callers.caller().sessionId())
                .map(UUID::fromString)
                .orElse(null);
        Scene scene = audit.scene();
        Account account = accounts.require(new UserId(callers.caller().userId()));
        NewPassword chosen = new NewPassword(change.newPassword());
        PasswordHash checked = account.passwordHash();
        return Refusals.answered(hashing.matches(change.currentPassword(), checked)
                .thenCompose(right -> replacement(right, chosen))
                .thenApplyAsync(
                        replacement -> idempotent.execute(
                                scope,
                                idempotencyKey,
                                "POST /api/v1/profile/password",
                                withoutPasswords(change),
                                () -> change(scene, account.id(), checked, replacement, session)),
                        Correlation.carriedBy(executor)));
    }

    private CompletableFuture<Optional<PasswordHash>> replacement(boolean right, NewPassword chosen) {
        return right
                ? hashing.hash(chosen).thenApply(Optional::of)
                : CompletableFuture.completedFuture(Optional.empty());
    }

    private StoredResponse change(
            Scene scene, UserId id, PasswordHash checked, Optional<PasswordHash> replacement, UUID session) {
        PasswordHash hash = replacement.orElseThrow(
                () -> new ProblemException(CommonError.VALIDATION_ERROR, "The current password is another one")
                        .field("currentPassword", "is not the current password"));
        Account changed = changePassword.execute(scene, id, checked, hash, session);
        return StoredResponse.ok(UserResponse.of(changed.view())).header("ETag", EntityTags.of(changed.version()));
    }

    private ChangePasswordRequest withoutPasswords(ChangePasswordRequest change) {
        return new ChangePasswordRequest(
                fingerprint.of(change.currentPassword()), fingerprint.of(change.newPassword()));
    }
}
