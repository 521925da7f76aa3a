package org.tradepost.catalog.product.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.tradepost.catalog.product.control.ProductQueries;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.money.Money;

/** Names and prices for the orders service, for as many SKUs as an order may have. */
@Path("/internal/products/lookup")
@ApplicationScoped
@RequiresPermission(Permissions.Internal.PRODUCT_LOOKUP)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProductLookupResource {

    /** What to look up. */
    public record LookupRequest(@NotEmpty @Size(max = 5_000) List<@NotNull String> skus) {}

    /** What was found, one item for each SKU, in the order asked. */
    public record LookupView(List<Item> items) {}

    /** One SKU; the rest is missing when it was not found. */
    public record Item(String sku, boolean found, String name, Money price, Boolean stockTracked) {

        static Item of(String sku, Product product) {
            return product == null
                    ? new Item(sku, false, null, null, null)
                    : new Item(sku, true, product.name(), product.price(), product.stockTracked());
        }
    }

    @Inject
    ProductQueries products;

    @POST
    public LookupView lookup(@NotNull @Valid LookupRequest request) {
        Map<String, Product> found = products.findAll(ProductQuery.possible(request.skus()));
        return new LookupView(
                request.skus().stream().map(sku -> Item.of(sku, found.get(sku))).toList());
    }
}
