package org.tradepost.users.oauth.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tradepost.shared.identity.PublicEndpoint;
import org.tradepost.shared.identity.Role;
import org.tradepost.users.authentication.control.AccessTokens;

/**
 * What a client may find out by itself (RFC 8414; OpenID Connect Discovery 1.0 demands a few members more of the same document). Only
 * what there really is; there is no authorization endpoint, people log in at /api/v1/login.
 */
@Path("/.well-known")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class MetadataResource {

    private static final List<String> CONFIDENTIAL = List.of("client_secret_basic", "client_secret_post", "none");

    @Inject
    AccessTokens tokens;

    @GET
    @Path("/oauth-authorization-server")
    @PublicEndpoint
    public Response authorizationServer() {
        return cached(metadata());
    }

    @GET
    @Path("/openid-configuration")
    @PublicEndpoint
    public Response openId() {
        Map<String, Object> metadata = metadata();
        metadata.put("subject_types_supported", List.of("public"));
        metadata.put("id_token_signing_alg_values_supported", List.of("RS256"));
        return cached(metadata);
    }

    private Map<String, Object> metadata() {
        String issuer = tokens.issuer();
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer);
        metadata.put("token_endpoint", base + "/oauth2/token");
        metadata.put("revocation_endpoint", base + "/oauth2/revoke");
        metadata.put("jwks_uri", base + "/oauth2/jwks");
        metadata.put("grant_types_supported", List.of("client_credentials", "refresh_token"));
        metadata.put("response_types_supported", List.of());
        metadata.put("token_endpoint_auth_methods_supported", CONFIDENTIAL);
        metadata.put("revocation_endpoint_auth_methods_supported", CONFIDENTIAL);
        metadata.put("scopes_supported", List.copyOf(Role.permissionsOf(EnumSet.allOf(Role.class))));
        return metadata;
    }

    private static Response cached(Map<String, Object> metadata) {
        return Response.ok(metadata)
                .header("Cache-Control", "public, max-age=300")
                .build();
    }
}
