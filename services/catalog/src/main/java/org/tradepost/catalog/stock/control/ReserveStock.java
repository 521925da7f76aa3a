package org.tradepost.catalog.stock.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.tradepost.catalog.stock.control.ReservationRows.Refusal;
import org.tradepost.catalog.stock.control.ReservationRows.Reservation;
import org.tradepost.catalog.stock.entity.ReservationStatus;
import org.tradepost.catalog.stock.entity.ReserveOutcome;
import org.tradepost.catalog.stock.entity.StockLines;

/**
 * Reserves everything an order needs, or nothing, in one short transaction. The answer is kept for ever: asked again, the order
 * gets the same one, so that a call that was delayed on its way cannot take stock for an order that has been given up.
 */
@ApplicationScoped
public class ReserveStock {

    private final ReservationRows reservations;
    private final StockRows stock;

    @Inject
    public ReserveStock(ReservationRows reservations, StockRows stock) {
        this.reservations = reservations;
        this.stock = stock;
    }

    /** For the container's proxy. */
    protected ReserveStock() {
        this(null, null);
    }

    /** Commits also when the outcome is a refusal. */
    @Transactional
    public ReserveOutcome reserve(UUID orderId, StockLines lines) {
        byte[] hash = lines.hash();
        if (!reservations.begin(orderId, hash)) {
            return repeated(reservations.find(orderId).orElseThrow(), hash);
        }
        Map<String, Long> available = stock.lockAvailable(lines.skus());
        Set<String> uncounted = new TreeSet<>(lines.skus());
        uncounted.removeAll(available.keySet());
        if (!uncounted.isEmpty()) {
            Set<String> unknown = new TreeSet<>(uncounted);
            unknown.removeAll(stock.untracked(uncounted));
            if (!unknown.isEmpty()) {
                return refuse(orderId, Refusal.UNKNOWN_SKU, List.copyOf(unknown));
            }
        }
        List<String> scarce = lines.skus().stream()
                .filter(sku -> available.containsKey(sku) && available.get(sku) < lines.quantity(sku))
                .toList();
        if (!scarce.isEmpty()) {
            return refuse(orderId, Refusal.OUT_OF_STOCK, scarce);
        }
        stock.hold(orderId, lines, uncounted);
        return new ReserveOutcome.Reserved();
    }

    private ReserveOutcome refuse(UUID orderId, Refusal refusal, List<String> skus) {
        reservations.refuse(orderId, refusal, skus);
        return refused(refusal, skus);
    }

    private static ReserveOutcome repeated(Reservation earlier, byte[] hash) {
        if (earlier.payloadHash() != null && !Arrays.equals(earlier.payloadHash(), hash)) {
            return new ReserveOutcome.OtherLines();
        }
        if (earlier.refusal() != null) {
            return refused(earlier.refusal(), earlier.refusedSkus());
        }
        return earlier.status() == ReservationStatus.RELEASED
                ? new ReserveOutcome.AlreadyReleased()
                : new ReserveOutcome.Reserved();
    }

    private static ReserveOutcome refused(Refusal refusal, List<String> skus) {
        return switch (refusal) {
            case OUT_OF_STOCK -> new ReserveOutcome.OutOfStock(skus);
            case UNKNOWN_SKU -> new ReserveOutcome.UnknownSkus(skus);
        };
    }
}
