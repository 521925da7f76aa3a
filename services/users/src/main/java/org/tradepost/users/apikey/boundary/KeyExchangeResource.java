package org.tradepost.users.apikey.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.users.RequestValidation;
import org.tradepost.users.apikey.control.ExchangeKey;

/** Where the gateway turns a key that it was shown into a token that services understand. */
@Path("/internal/api-keys/exchange")
@ApplicationScoped
@RequiresPermission(Permissions.Internal.API_KEY_EXCHANGE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class KeyExchangeResource {

    @Inject
    RequestValidation validation;

    @Inject
    ExchangeKey exchangeKey;

    /** 401 API_KEY_REFUSED, always the same, for whatever opens nothing. */
    @POST
    public Response exchange(KeyExchangeRequest request) {
        String key = validation.valid(request).key();
        return Response.ok(KeyExchangeResponse.of(exchangeKey.execute(key)))
                .header("Cache-Control", "no-store")
                .build();
    }
}
