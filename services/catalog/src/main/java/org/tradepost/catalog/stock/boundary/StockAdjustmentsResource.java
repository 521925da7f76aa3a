package org.tradepost.catalog.stock.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.catalog.stock.control.AdjustStock;
import org.tradepost.catalog.stock.entity.AdjustmentRules;
import org.tradepost.catalog.stock.entity.StockLevel;
import org.tradepost.shared.idempotency.IdempotentRequests;
import org.tradepost.shared.idempotency.StoredResponse;
import org.tradepost.shared.identity.CallerContext;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.observability.BusinessOperation;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Goods in, breakage, stocktaking. */
@Path("/api/v1/products/{sku}/stock-adjustments")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class StockAdjustmentsResource {

    /**
     * An adjustment.
     *
     * @param delta what to add to the stock on hand; negative to take away
     * @param reason goes into the ledger
     */
    public record AdjustmentRequest(
            @NotNull @Min(-AdjustmentRules.MAX_DELTA) @Max(AdjustmentRules.MAX_DELTA) Long delta,
            @NotBlank
                    @Size(max = AdjustmentRules.MAX_REASON)
                    @Pattern(regexp = AdjustmentRules.REASON_PATTERN, message = "has characters that cannot be stored")
                    String reason) {}

    @Inject
    AdjustStock adjust;

    @Inject
    IdempotentRequests requests;

    @Inject
    CallerContext caller;

    @BusinessOperation("stock.adjust")
    @POST
    @RequiresPermission(Permissions.CATALOG_WRITE)
    public Response adjust(
            @PathParam("sku") String sku,
            @HeaderParam("Idempotency-Key") String key,
            @NotNull @Valid AdjustmentRequest request) {
        if (request.delta() == 0) {
            throw new ProblemException(CommonError.VALIDATION_ERROR, "delta must not be 0")
                    .field("delta", "must not be 0");
        }
        Sku known =
                Sku.of(sku).orElseThrow(() -> new ProblemException(CommonError.NOT_FOUND, "There is no such product"));
        UUID actor = caller.caller().userId();
        String product = "/api/v1/products/"
                + URLEncoder.encode(sku, StandardCharsets.UTF_8).replace("+", "%20");
        return requests.execute(caller.scope(), key, "POST " + product + "/stock-adjustments", request, () -> {
            StockLevel level = adjust.adjust(known, request.delta(), request.reason(), actor);
            return StoredResponse.created(URI.create(product + "/stock"), StockView.of(level));
        });
    }
}
