package org.tradepost.users.account.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.identity.PublicEndpoint;
import org.tradepost.shared.rest.Correlation;
import org.tradepost.shared.rest.Refusals;
import org.tradepost.users.RequestValidation;
import org.tradepost.users.account.control.ActivateAccount;
import org.tradepost.users.account.entity.ActivationToken;
import org.tradepost.users.password.control.PasswordHashing;
import org.tradepost.users.password.entity.NewPassword;

/** Where the user of an account that somebody else opened sets its first password. */
@Path("/api/v1/activations")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ActivationsResource {

    @Inject
    RequestValidation validation;

    @Inject
    PasswordHashing hashing;

    @Inject
    ActivateAccount activateAccount;

    @Inject
    AuditTrail audit;

    @Resource
    ManagedExecutorService executor;

    @POST
    @PublicEndpoint
    public CompletionStage<Response> activate(ActivateRequest request) {
        ActivateRequest wanted = validation.valid(request);
        ActivationToken token = new ActivationToken(wanted.token());
        activateAccount.requireGood(token);
        Scene scene = audit.scene();
        return Refusals.answered(hashing.hash(new NewPassword(wanted.password()))
                .thenApplyAsync(
                        hash -> {
                            activateAccount.execute(scene, token, hash);
                            return Response.noContent().build();
                        },
                        Correlation.carriedBy(executor)));
    }
}
