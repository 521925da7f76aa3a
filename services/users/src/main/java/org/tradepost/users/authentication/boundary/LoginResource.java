package org.tradepost.users.authentication.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.tradepost.shared.identity.PublicEndpoint;
import org.tradepost.shared.observability.BusinessOperation;
import org.tradepost.shared.rest.Refusals;
import org.tradepost.users.RequestValidation;
import org.tradepost.users.authentication.control.LogIn;
import org.tradepost.users.authentication.entity.ClientNetwork;

/** Logging in. Answers asynchronously: the check of the password runs on the hashing threads. */
@Path("/api/v1/login")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class LoginResource {

    @Inject
    RequestValidation validation;

    @Inject
    LogIn logIn;

    /** @param client who asks, as written by the gateway, which lets through no value of the client's own */
    @BusinessOperation("user.login")
    @POST
    @PublicEndpoint
    public CompletionStage<Response> logIn(LoginRequest request, @HeaderParam("X-Forwarded-For") String client) {
        LoginRequest attempt = validation.valid(request);
        return Refusals.answered(logIn.execute(attempt.email(), attempt.password(), ClientNetwork.of(client))
                .thenApply(login -> Response.ok(TokenResponse.of(login))
                        .header("Cache-Control", "no-store")
                        .build()));
    }
}
