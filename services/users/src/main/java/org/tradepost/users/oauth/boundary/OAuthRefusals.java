package org.tradepost.users.oauth.boundary;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import org.tradepost.users.oauth.entity.OAuthRefusal;

/** Answers refusals as RFC 6749, section 5.2, asks. */
@Provider
public class OAuthRefusals implements ExceptionMapper<OAuthRefusal> {

    @Override
    public Response toResponse(OAuthRefusal refusal) {
        int status = refusal.error().status();
        Response.ResponseBuilder answer = Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("error", refusal.error().code(), "error_description", refusal.getMessage()))
                .header("Cache-Control", "no-store");
        if (status == Response.Status.UNAUTHORIZED.getStatusCode()) {
            answer.header("WWW-Authenticate", "Basic realm=\"tradepost\"");
        }
        return answer.build();
    }
}
