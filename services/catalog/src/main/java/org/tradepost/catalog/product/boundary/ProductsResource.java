package org.tradepost.catalog.product.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tradepost.catalog.product.control.ArchiveProduct;
import org.tradepost.catalog.product.control.CachedProducts;
import org.tradepost.catalog.product.control.CreateProduct;
import org.tradepost.catalog.product.control.ReplaceProduct;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.shared.idempotency.IdempotentRequests;
import org.tradepost.shared.idempotency.StoredResponse;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.PublicEndpoint;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.observability.BusinessOperation;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.EntityTags;

/** The catalogue: open to read, edited by those who may. */
@Path("/api/v1/products")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProductsResource {

    private static final String COLLECTION = "/api/v1/products";
    /**
     * Shared caches may keep what shoppers read for a second (RFC 9111, section 5.2.2.10); browsers ask each time, and are mostly told
     * that nothing has changed.
     */
    private static final String CACHING = "public, max-age=0, s-maxage=1";

    @Inject
    CachedProducts products;

    @Inject
    ProductList list;

    @Inject
    CreateProduct create;

    @Inject
    ReplaceProduct replace;

    @Inject
    ArchiveProduct archive;

    @Inject
    IdempotentRequests requests;

    @Inject
    CallerContext caller;

    @GET
    @PublicEndpoint
    public Response list(
            @QueryParam("q") String q,
            @QueryParam("skus") List<String> skus,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context UriInfo request) {
        if (!skus.isEmpty()) {
            List<String> asked = ProductQuery.skus(skus);
            return Response.ok(BatchView.of(asked, products.findAll(ProductQuery.possible(asked))))
                    .header(HttpHeaders.CACHE_CONTROL, CACHING)
                    .build();
        }
        Long size = ProductQuery.limit(limit);
        Page<ProductView> page =
                q == null || q.isBlank() ? list.list(size, cursor) : list.search(ProductQuery.search(q), size, cursor);
        return Response.fromResponse(page.toResponse(request))
                .header(HttpHeaders.CACHE_CONTROL, CACHING)
                .build();
    }

    @GET
    @Path("/{sku}")
    @PublicEndpoint
    public Response get(@PathParam("sku") String sku, @HeaderParam("If-None-Match") String ifNoneMatch) {
        Product product = (Sku.isValid(sku) ? products.find(sku).orElse(null) : null);
        if (product == null) {
            throw notFound();
        }
        Response.ResponseBuilder answer = EntityTags.isKnown(ifNoneMatch, product.version())
                ? Response.notModified()
                : Response.ok(ProductView.of(product));
        return answer.header(HttpHeaders.ETAG, EntityTags.of(product.version()))
                .header(HttpHeaders.CACHE_CONTROL, CACHING)
                .build();
    }

    @BusinessOperation("product.create")
    @POST
    @RequiresPermission(Permissions.CATALOG_WRITE)
    public Response create(@HeaderParam("Idempotency-Key") String key, @NotNull @Valid ProductRequest request) {
        return requests.execute(caller.scope(), key, "POST " + COLLECTION, request, () -> {
            Product product = create.create(request.details());
            return StoredResponse.created(address(product.sku()), ProductView.of(product))
                    .header("ETag", EntityTags.of(product.version()));
        });
    }

    @PUT
    @Path("/{sku}")
    @RequiresPermission(Permissions.CATALOG_WRITE)
    public Response replace(
            @PathParam("sku") String sku,
            @HeaderParam("If-Match") String ifMatch,
            @NotNull @Valid ProductRequest request) {
        Product product = replace.replace(request.details(existing(sku)), ifMatch);
        return Response.ok(ProductView.of(product))
                .header("ETag", EntityTags.of(product.version()))
                .build();
    }

    @DELETE
    @Path("/{sku}")
    @RequiresPermission(Permissions.CATALOG_WRITE)
    public Response delete(@PathParam("sku") String sku, @HeaderParam("If-Match") String ifMatch) {
        archive.archive(existing(sku), ifMatch);
        return Response.noContent().build();
    }

    private static Sku existing(String sku) {
        return Sku.of(sku).orElseThrow(ProductsResource::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(CommonError.NOT_FOUND, "There is no such product");
    }

    private static URI address(String sku) {
        return URI.create(COLLECTION + "/"
                + URLEncoder.encode(sku, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}
