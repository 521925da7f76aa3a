package org.tradepost.catalog.stock.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.tradepost.catalog.CatalogError;
import org.tradepost.catalog.stock.entity.ReservationStatus;
import org.tradepost.shared.problem.ProblemException;

/** Frees what an order has reserved; when it has reserved nothing yet, sees to it that it never will. */
@ApplicationScoped
public class ReleaseReservation {

    private final ReservationRows reservations;
    private final StockRows stock;

    @Inject
    public ReleaseReservation(ReservationRows reservations, StockRows stock) {
        this.reservations = reservations;
        this.stock = stock;
    }

    /** For the container's proxy. */
    protected ReleaseReservation() {
        this(null, null);
    }

    /**
     * @throws ProblemException 409 when it was committed
     */
    @Transactional
    public void release(UUID orderId) {
        // The second attempt is for a reserve that committed between looking for it and burying it.
        if (released(orderId) || reservations.bury(orderId) || released(orderId)) {
            return;
        }
        ReservationStatus status = reservations.find(orderId).orElseThrow().status();
        if (status != ReservationStatus.RELEASED) {
            throw new ProblemException(
                    CatalogError.RESERVATION_COMMITTED, "The order's reservation has been committed");
        }
    }

    private boolean released(UUID orderId) {
        boolean held = reservations.end(orderId, ReservationStatus.RELEASED);
        if (held) {
            stock.letGo(orderId);
        }
        return held;
    }
}
