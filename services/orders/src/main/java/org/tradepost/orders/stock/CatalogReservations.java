package org.tradepost.orders.stock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.tradepost.orders.checkout.control.StockLine;
import org.tradepost.orders.checkout.control.StockReservations;
import org.tradepost.orders.checkout.entity.Outcome;
import org.tradepost.orders.checkout.entity.RejectionReason;
import org.tradepost.orders.ordering.entity.OrderId;
import org.tradepost.orders.participant.Answer;
import org.tradepost.shared.resilience.ClientGuards;
import org.tradepost.shared.resilience.Guard;

/** Stock reservations of the catalog service. */
@ApplicationScoped
public class CatalogReservations implements StockReservations {
    private static final String RELEASED = "RESERVATION_RELEASED";
    private static final String COMMITTED = "RESERVATION_COMMITTED";

    @Inject
    @RestClient
    CatalogApi catalog;

    @Inject
    ClientGuards guards;

    @Override
    public Outcome reserve(OrderId order, List<StockLine> lines) {
        return Answer.of(
                guard(),
                () -> catalog.reserve(order.value(), new CatalogApi.Lines(lines)),
                CatalogReservations::reserved);
    }

    @Override
    public Outcome release(OrderId order) {
        return Answer.of(
                guard(),
                () -> catalog.release(order.value()),
                answer -> answer.is(409, COMMITTED) ? new Outcome.ReservationCommitted() : done(answer));
    }

    @Override
    public Outcome commit(OrderId order) {
        return Answer.of(
                guard(),
                () -> catalog.commit(order.value()),
                answer -> answer.is(409, RELEASED) ? new Outcome.ReservationReleased() : done(answer));
    }

    @Override
    public Outcome restock(OrderId order, UUID key, List<StockLine> lines) {
        return Answer.of(
                guard(),
                () -> catalog.restock(order.value(), key, new CatalogApi.Lines(lines)),
                CatalogReservations::done);
    }

    private Guard guard() {
        return guards.of("catalog");
    }

    static Outcome reserved(Answer answer) {
        if (answer.is(409, "OUT_OF_STOCK")) {
            return new Outcome.Refused(RejectionReason.OUT_OF_STOCK, answer.fields());
        }
        if (answer.is(422, "UNKNOWN_SKU")) {
            return new Outcome.Refused(RejectionReason.PRODUCT_WITHDRAWN, answer.fields());
        }
        return answer.is(409, RELEASED) ? new Outcome.ReservationReleased() : done(answer);
    }

    private static Outcome done(Answer answer) {
        return answer.isOk() ? new Outcome.Done() : answer.unknown();
    }
}
