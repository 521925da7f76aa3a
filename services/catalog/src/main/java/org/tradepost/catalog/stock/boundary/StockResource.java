package org.tradepost.catalog.stock.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.catalog.stock.control.StockRows;
import org.tradepost.shared.identity.PublicEndpoint;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** How much of a product there is. */
@Path("/api/v1/products/{sku}/stock")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class StockResource {

    @Inject
    StockRows stock;

    @GET
    @PublicEndpoint
    public StockView get(@PathParam("sku") String sku) {
        return Sku.of(sku)
                .flatMap(known -> stock.level(known.value()))
                .map(StockView::of)
                .orElseThrow(() -> new ProblemException(CommonError.NOT_FOUND, "There is no such product"));
    }
}
