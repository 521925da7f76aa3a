package org.tradepost.users.oauth.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.paging.PageRequest;
import org.tradepost.users.RequestValidation;
import org.tradepost.users.oauth.control.AdministerPartners;
import org.tradepost.users.oauth.control.ClientStore;
import org.tradepost.users.oauth.entity.NewSecret;

/** Partners' clients. A secret is shown once, when it is made. */
@Path("/api/v1/admin/clients")
@ApplicationScoped
@RequiresPermission(Permissions.CLIENT_ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class PartnersResource {

    /** Who is let in, and to do what. */
    public record RegisterPartner(
            @NotBlank @Size(max = 100) String name,
            @NotEmpty @Size(max = 20) Set<@NotNull String> permissions,
            UUID ownerUserId) {}

    /** A client with its new secret. */
    public record Credentials(
            String id,
            String clientSecret,
            String name,
            Set<String> permissions,
            UUID ownerUserId,
            String status,
            Instant createdAt,
            Instant secretSetAt) {

        static Credentials of(NewSecret made) {
            var partner = made.partner();
            return new Credentials(
                    partner.id(),
                    made.secret().value(),
                    partner.name(),
                    partner.permissions(),
                    partner.ownerUserId(),
                    partner.status(),
                    partner.createdAt(),
                    partner.secretSetAt());
        }

        @Override
        public String toString() {
            return "Credentials[" + id + "]";
        }
    }

    @Inject
    RequestValidation validation;

    @Inject
    AdministerPartners administer;

    @Inject
    ClientStore clients;

    @GET
    public Response list(@QueryParam("limit") String limit, @QueryParam("cursor") String cursor, @Context UriInfo uri) {
        return clients.page(PageRequest.ofText(limit, cursor, ClientStore.CURSOR_KEYS))
                .toResponse(uri);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response register(RegisterPartner request) {
        RegisterPartner partner = validation.valid(request);
        NewSecret made = administer.register(partner.name(), partner.permissions(), partner.ownerUserId());
        return Response.status(Response.Status.CREATED)
                .entity(Credentials.of(made))
                .header("Cache-Control", "no-store")
                .build();
    }

    @POST
    @Path("/{id}/secret")
    public Response replaceSecret(@PathParam("id") String id) {
        return Response.ok(Credentials.of(administer.replaceSecret(id)))
                .header("Cache-Control", "no-store")
                .build();
    }

    @DELETE
    @Path("/{id}")
    public Response revoke(@PathParam("id") String id) {
        administer.revoke(id);
        return Response.noContent().build();
    }
}
