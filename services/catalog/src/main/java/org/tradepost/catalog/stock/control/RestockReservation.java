package org.tradepost.catalog.stock.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.tradepost.catalog.CatalogError;
import org.tradepost.catalog.stock.entity.ReservationStatus;
import org.tradepost.catalog.stock.entity.StockLines;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Puts back what comes back of an order: once a key, and never more than was sold. */
@ApplicationScoped
public class RestockReservation {

    private final ReservationRows reservations;
    private final StockRows stock;

    @Inject
    public RestockReservation(ReservationRows reservations, StockRows stock) {
        this.reservations = reservations;
        this.stock = stock;
    }

    /** For the container's proxy. */
    protected RestockReservation() {
        this(null, null);
    }

    /**
     * @throws ProblemException 404 without a reservation, 409 when it was not committed or more would come back than was sold,
     *     422 when the key was used for other lines
     */
    @Transactional
    public void restock(UUID orderId, String key, StockLines lines) {
        ReservationStatus status = reservations
                .lock(orderId)
                .map(ReservationRows.Reservation::status)
                .orElseThrow(() -> new ProblemException(CommonError.NOT_FOUND, "The order has reserved nothing"));
        byte[] hash = lines.hash();
        Optional<byte[]> earlier = reservations.restockHash(orderId, key);
        if (earlier.isPresent()) {
            if (!Arrays.equals(earlier.get(), hash)) {
                throw new ProblemException(
                        CommonError.IDEMPOTENCY_KEY_REUSED, "This restock was made with other lines");
            }
            return;
        }
        if (status != ReservationStatus.COMMITTED) {
            throw new ProblemException(
                    CatalogError.RESERVATION_NOT_COMMITTED, "The order's reservation has not been committed");
        }
        if (!reservations.countBack(orderId, lines)) {
            throw new ProblemException(
                    CatalogError.RESTOCK_EXCEEDS_SOLD, "More would come back than the order had bought");
        }
        stock.takeBack(orderId, lines);
        reservations.addRestock(orderId, key, hash);
    }
}
