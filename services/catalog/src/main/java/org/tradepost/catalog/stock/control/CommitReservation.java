package org.tradepost.catalog.stock.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.tradepost.catalog.CatalogError;
import org.tradepost.catalog.stock.entity.ReservationStatus;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Turns what an order has reserved into sold stock. Doing it again changes nothing. */
@ApplicationScoped
public class CommitReservation {

    private final ReservationRows reservations;
    private final StockRows stock;

    @Inject
    public CommitReservation(ReservationRows reservations, StockRows stock) {
        this.reservations = reservations;
        this.stock = stock;
    }

    /** For the container's proxy. */
    protected CommitReservation() {
        this(null, null);
    }

    /**
     * @throws ProblemException 409 when it was released, 404 when there never was one
     */
    @Transactional
    public void commit(UUID orderId) {
        if (reservations.end(orderId, ReservationStatus.COMMITTED)) {
            stock.sell(orderId);
            return;
        }
        ReservationStatus status = reservations
                .find(orderId)
                .map(ReservationRows.Reservation::status)
                .orElseThrow(() -> new ProblemException(CommonError.NOT_FOUND, "The order has reserved nothing"));
        if (status != ReservationStatus.COMMITTED) {
            throw new ProblemException(CatalogError.RESERVATION_RELEASED, "The order's reservation has been released");
        }
    }
}
