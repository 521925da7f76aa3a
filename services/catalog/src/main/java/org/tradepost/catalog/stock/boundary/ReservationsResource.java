package org.tradepost.catalog.stock.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.tradepost.catalog.CatalogError;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.catalog.stock.control.CommitReservation;
import org.tradepost.catalog.stock.control.ReleaseReservation;
import org.tradepost.catalog.stock.control.ReserveStock;
import org.tradepost.catalog.stock.control.RestockReservation;
import org.tradepost.catalog.stock.entity.ReservationStatus;
import org.tradepost.catalog.stock.entity.ReserveOutcome;
import org.tradepost.catalog.stock.entity.StockLines;
import org.tradepost.shared.identity.Permissions;
import org.tradepost.shared.identity.RequiresPermission;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** The stock side of the order saga. Every call may come twice, late, or before the one it undoes. */
@Path("/internal/reservations/{orderId}")
@ApplicationScoped
@RequiresPermission(Permissions.Internal.STOCK_RESERVE)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ReservationsResource {

    private static final int MAX_LINES = 5_000;

    /** The lines of an order; a SKU may be on several. */
    public record LinesRequest(@NotEmpty @Size(max = MAX_LINES) List<@NotNull @Valid LineRequest> lines) {

        StockLines sums() {
            return StockLines.of(lines.stream()
                    .map(line -> new StockLines.Line(line.sku(), line.quantity()))
                    .toList());
        }
    }

    /** One line. */
    public record LineRequest(
            @NotNull @Pattern(regexp = Sku.PATTERN, message = Sku.RULE) String sku,
            @NotNull @Positive @Max(Integer.MAX_VALUE) Long quantity) {}

    /** What the reservation is now. */
    public record ReservationView(UUID orderId, ReservationStatus status) {}

    /** A restock that has been made. */
    public record RestockView(UUID orderId, String key, String status) {}

    @Inject
    ReserveStock reserve;

    @Inject
    CommitReservation commit;

    @Inject
    ReleaseReservation release;

    @Inject
    RestockReservation restock;

    @PUT
    public ReservationView reserve(@PathParam("orderId") UUID orderId, @NotNull @Valid LinesRequest request) {
        return switch (reserve.reserve(orderId, request.sums())) {
            case ReserveOutcome.Reserved reserved -> new ReservationView(orderId, ReservationStatus.RESERVED);
            case ReserveOutcome.OutOfStock refused ->
                throw perSku(CatalogError.OUT_OF_STOCK, "Not enough in stock", refused.skus(), "not enough in stock");
            case ReserveOutcome.UnknownSkus refused ->
                throw perSku(CatalogError.UNKNOWN_SKU, "There are no such products", refused.skus(), "unknown SKU");
            case ReserveOutcome.AlreadyReleased refused ->
                throw new ProblemException(
                        CatalogError.RESERVATION_RELEASED, "The order's reservation has been released");
            case ReserveOutcome.OtherLines refused ->
                throw new ProblemException(CommonError.IDEMPOTENCY_KEY_REUSED, "The order has reserved other lines");
        };
    }

    @POST
    @Path("/commit")
    @Consumes(MediaType.WILDCARD)
    public ReservationView commit(@PathParam("orderId") UUID orderId) {
        commit.commit(orderId);
        return new ReservationView(orderId, ReservationStatus.COMMITTED);
    }

    @POST
    @Path("/release")
    @Consumes(MediaType.WILDCARD)
    public ReservationView release(@PathParam("orderId") UUID orderId) {
        release.release(orderId);
        return new ReservationView(orderId, ReservationStatus.RELEASED);
    }

    @PUT
    @Path("/restocks/{key}")
    public RestockView restock(
            @PathParam("orderId") UUID orderId,
            @PathParam("key") @Size(min = 1, max = 100) String key,
            @NotNull @Valid LinesRequest request) {
        restock.restock(orderId, key, request.sums());
        return new RestockView(orderId, key, "RESTOCKED");
    }

    private static ProblemException perSku(CatalogError code, String detail, List<String> skus, String message) {
        ProblemException refusal = new ProblemException(code, detail);
        skus.forEach(sku -> refusal.field(sku, message));
        return refusal;
    }
}
